import {
  type ArmObject,
  type ArmValue,
  asArray,
  asBool,
  asNumber,
  asObject,
  asString,
  isObject,
  propertyOf,
  TemplateError,
} from './arm-value.ts';
import { plainFunctions } from './functions/plain-functions.ts';
import {
  extensionResourceId,
  groupId,
  type Place,
  resourceId,
  subscriptionResourceId,
} from './functions/resource-id.ts';
import { type Expression, isExpression, parseExpression, plainText } from './parse-expression.ts';

/** What an expression can see of its surroundings. */
export interface Scope {
  readonly place: Place;
  readonly parameters: ReadonlyMap<string, ArmValue>;
  /** Gives a variable, or a function of the template's own, by name. Undefined where there is none. */
  readonly variable: (name: string) => ArmValue | undefined;
  readonly userFunction: (name: string) => UserFunction | undefined;
  /** `environment()`, `deployment()`, `resourceGroup()`, `subscription()`. */
  readonly surroundings: Readonly<Record<string, ArmObject>>;
  /** `reference(…)`. Absent where no resource can be looked at yet: in names, conditions, counts. */
  readonly reference?: (name: string, full: boolean) => ArmValue;
  /** Indexes of the loops around, the nearest last. */
  readonly loops?: readonly { readonly name: string; readonly index: number }[];
  readonly lambdaVariables?: ReadonlyMap<string, ArmValue>;
}

/** Parameters by name and the expression that is the result. */
export interface UserFunction {
  readonly parameters: readonly string[];
  readonly result: ArmValue;
}

/** A value of a template with all expressions in it worked out. Properties that come out null stay, as null. */
export function evaluate(value: ArmValue, scope: Scope): ArmValue {
  if (typeof value === 'string') {
    return isExpression(value) ? evaluateTree(parseExpression(value), scope) : plainText(value);
  }
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope));
  if (!isObject(value)) return value;
  const { copy, ...rest } = value;
  const entries = Object.entries(Array.isArray(copy) ? rest : value).map(
    ([key, inner]) => [asString(evaluate(key, scope), 'a name'), evaluate(inner, scope)] as const,
  );
  const loops = Array.isArray(copy) ? copy.map((loop) => propertyLoop(asObject(loop, 'copy'), scope)) : [];
  return Object.fromEntries([...entries, ...loops]);
}

/** `"copy": [{ name, count, input }]` in the place of a property: an array of that name. */
function propertyLoop(loop: ArmObject, scope: Scope): readonly [string, ArmValue] {
  const name = asString(loop.name, 'the name of a loop');
  return [name, repeated(loop, name, scope)];
}

/** The values of a loop. */
export function repeated(loop: ArmObject, name: string, scope: Scope): ArmValue[] {
  const count = asNumber(evaluate(loop.count ?? null, scope), `count of ${name}`);
  return Array.from({ length: count }, (_, index) =>
    evaluate(loop.input ?? null, { ...scope, loops: [...(scope.loops ?? []), { name, index }] }),
  );
}

function evaluateTree(tree: Expression, scope: Scope): ArmValue {
  switch (tree.kind) {
    case 'literal':
      return tree.value;
    case 'member':
      return memberOf(evaluateTree(tree.target, scope), evaluateTree(tree.key, scope));
    case 'call':
      return call(tree.name, tree.arguments, scope);
  }
}

function memberOf(target: ArmValue, key: ArmValue): ArmValue {
  const found = Array.isArray(target)
    ? target[asNumber(key, 'an index')]
    : propertyOf(asObject(target, `what has a member ${key}`), asString(key, 'a name'));
  if (found === undefined) {
    throw new TemplateError(`there is no ${key} in ${JSON.stringify(target).slice(0, 200)}`);
  }
  return found;
}

type Arguments = readonly Expression[];

/** Functions that see the surroundings, or do not work out all their arguments. */
const scopeFunctions: Readonly<Record<string, (args: Arguments, scope: Scope) => ArmValue>> = {
  // Only the branch that is taken is worked out.
  if: ([condition, yes, no], scope) =>
    evaluateTree(asBool(evaluateTree(condition!, scope), 'if') ? yes! : no!, scope),
  and: (args, scope) => args.every((argument) => asBool(evaluateTree(argument, scope), 'and')),
  or: (args, scope) => args.some((argument) => asBool(evaluateTree(argument, scope), 'or')),
  parameters: (args, scope) => named(scope.parameters.get(text(args, 0, scope)), 'parameter', args, scope),
  variables: (args, scope) => named(scope.variable(text(args, 0, scope)), 'variable', args, scope),
  lambdavariables: (args, scope) =>
    named(scope.lambdaVariables?.get(text(args, 0, scope)), 'lambda variable', args, scope),
  copyindex: (args, scope) => copyIndex(args, scope),
  reference: (args, scope) => {
    if (!scope.reference) throw new TemplateError('reference() is not known before the deployment starts');
    return scope.reference(
      text(args, 0, scope),
      args.length > 2 && text(args, 2, scope).toLowerCase() === 'full',
    );
  },
  resourceid: (args, scope) => resourceId(scope.place, texts(args, scope)),
  subscriptionresourceid: (args, scope) => subscriptionResourceId(scope.place, texts(args, scope)),
  extensionresourceid: (args, scope) => {
    const [target, type, ...names] = texts(args, scope);
    return extensionResourceId(target!, type!, names);
  },
  map: (args, scope) => list(args, scope).map((item) => applied(args[1]!, [item], scope)),
  filter: (args, scope) =>
    list(args, scope).filter((item) => asBool(applied(args[1]!, [item], scope), 'filter')),
  reduce: (args, scope) =>
    list(args, scope).reduce(
      (all, item) => applied(args[2]!, [all, item], scope),
      evaluateTree(args[1]!, scope),
    ),
  toobject: (args, scope) =>
    Object.fromEntries(
      list(args, scope).map((item) => [
        asString(applied(args[1]!, [item], scope), 'toObject'),
        args[2] ? applied(args[2], [item], scope) : item,
      ]),
    ),
  resourcegroup: (_, { surroundings, place }) => ({ ...surroundings.resourceGroup, id: groupId(place) }),
  subscription: (_, { surroundings, place }) => ({
    ...surroundings.subscription,
    subscriptionId: place.subscriptionId,
    id: `/subscriptions/${place.subscriptionId}`,
  }),
  deployment: (_, { surroundings }) => surroundings.deployment!,
  environment: (_, { surroundings }) => surroundings.environment!,
};

/** Names of all functions that are known here, in lower case. */
export const knownFunctions: ReadonlySet<string> = new Set([
  ...Object.keys(scopeFunctions),
  ...plainFunctions.keys(),
]);

function call(name: string, args: Arguments, scope: Scope): ArmValue {
  const key = name.toLowerCase();
  if (Object.hasOwn(scopeFunctions, key)) return scopeFunctions[key]!(args, scope);
  const values = () => args.map((argument) => evaluateTree(argument, scope));
  const plain = plainFunctions.get(key);
  if (plain) return plain(...values());
  const own = name.includes('.') ? scope.userFunction(name) : undefined;
  if (!own) throw new TemplateError(`there is no function ${name}`);
  const given = values();
  const parameters = new Map(own.parameters.map((parameter, n) => [parameter, given[n] ?? null]));
  // A function of one's own sees its parameters and nothing else of the template.
  return evaluate(own.result, { ...scope, parameters, variable: () => undefined, reference: undefined });
}

function named(value: ArmValue | undefined, what: string, args: Arguments, scope: Scope): ArmValue {
  if (value === undefined) throw new TemplateError(`there is no ${what} ${text(args, 0, scope)}`);
  return value;
}

function text(args: Arguments, at: number, scope: Scope): string {
  if (!args[at]) throw new TemplateError('an argument is missing');
  return asString(evaluateTree(args[at], scope), 'an argument');
}

function texts(args: Arguments, scope: Scope): string[] {
  return args.map((_, at) => text(args, at, scope));
}

function list(args: Arguments, scope: Scope): ArmValue[] {
  return asArray(evaluateTree(args[0]!, scope), 'the first argument');
}

/** `copyIndex([loop], [offset])`. */
function copyIndex(args: Arguments, { loops = [], ...scope }: Scope): number {
  const values = args.map((argument) => evaluateTree(argument, scope));
  const name = typeof values[0] === 'string' ? values.shift() : undefined;
  const loop = loops.findLast((loop) => name === undefined || loop.name === name);
  if (!loop) throw new TemplateError(`copyIndex(${name ?? ''}) is in no such loop`);
  return loop.index + (values[0] === undefined ? 0 : asNumber(values[0], 'copyIndex'));
}

/** A lambda with its arguments. The names come first, then the expression. */
function applied(lambda: Expression, values: readonly ArmValue[], scope: Scope): ArmValue {
  if (lambda.kind !== 'call' || lambda.name.toLowerCase() !== 'lambda')
    throw new TemplateError('a lambda is missing');
  const body = lambda.arguments.at(-1)!;
  const lambdaVariables = new Map(scope.lambdaVariables);
  lambda.arguments.slice(0, -1).forEach((_, n) => {
    lambdaVariables.set(text(lambda.arguments, n, scope), values[n] ?? null);
  });
  return evaluateTree(body, { ...scope, lambdaVariables });
}
