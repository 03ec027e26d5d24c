import { parameterProblems, type TemplateParameters } from '../doubles/parameter-problems.ts';
import {
  type ArmObject,
  type ArmValue,
  asArray,
  asBool,
  asNumber,
  asObject,
  asString,
  isObject,
  TemplateError,
} from './arm-value.ts';
import type { Cloud } from './clouds.ts';
import { deploymentOrder } from './deployment-order.ts';
import { evaluate, repeated, type Scope, type UserFunction } from './evaluate.ts';
import { groupId, idOf, type Place } from './functions/resource-id.ts';
import { callsIn, expressionsIn } from './parse-expression.ts';
import { innerResources, type Resource, runtimeProperties } from './runtime-properties.ts';
import type { Declaration, Template } from './template.ts';

/** Azure as a deployment finds it, and as it leaves it. */
export interface World {
  readonly cloud: Cloud;
  /** Locations of resource groups by ID in lower case. */
  readonly groups: ReadonlyMap<string, string>;
  /** What `reference(…, 'full')` gives, by ID in lower case. */
  readonly resources: Map<string, ArmObject>;
  /** See `deploymentOrder`. */
  readonly latestFirst: boolean;
}

export interface Expansion {
  /** In the order in which they were made, those of nested deployments in their place. */
  readonly resources: Resource[];
  readonly outputs: ArmObject;
}

/**
 * Works out what a deployment of a template makes, and puts it into the world.
 * @param parameters values by name
 * @throws TemplateError where Azure would refuse it: a parameter out of its limits, a reference to what is not there (yet), a
 *   resource in or on one that is not there, a cycle
 */
export function expandTemplate(
  template: Template,
  parameters: ArmObject,
  place: Place,
  deploymentName: string,
  world: World,
): Expansion {
  const scope = templateScope(template, parameters, place, deploymentName, world);
  const made: Resource[] = [];
  const instances = declarationsOf(template).flatMap(({ key, declaration }) =>
    instancesOf(key, declaration, scope),
  );
  const byKey = new Map<string, string[]>();
  const ids = new Map<string, string>();
  for (const instance of instances) {
    ids.set(instance.key, idOfInstance(instance, place));
    for (const name of namesOf(instance, ids.get(instance.key)!)) {
      byKey.set(name, [...(byKey.get(name) ?? []), instance.key]);
    }
  }
  const outputsOf = new Map<string, ArmObject>();
  const reference = (name: string, full: boolean): ArmValue => {
    const [key] = byKey.get(name.toLowerCase()) ?? [];
    if (key === undefined && !name.startsWith('/'))
      throw new TemplateError(`reference('${name}'): no such resource`);
    if (key !== undefined && outputsOf.has(key)) return { outputs: outputsOf.get(key)! };
    const id = key === undefined ? name : ids.get(key)!;
    const found = world.resources.get(id.toLowerCase());
    if (!found) throw new TemplateError(`reference('${name}'): ${id} is not there`);
    return full ? found : (found.properties ?? {});
  };
  const runtime = { ...scope, reference };

  const ordered = instances.map((instance) => ({ ...instance, after: keysBefore(instance, byKey) }));
  for (const instance of deploymentOrder(ordered, world.latestFirst)) {
    const { key, declaration } = instance;
    if (declaration.existing || !instance.wanted) continue;
    const own = { ...runtime, loops: instance.scope.loops };
    if (declaration.type === 'Microsoft.Resources/deployments') {
      const nested = expandNested(declaration, own, world);
      made.push(...nested.resources);
      outputsOf.set(key, nested.outputs);
    } else {
      made.push(make(declaration, ids.get(key)!, own, world));
    }
  }
  return { resources: made, outputs: outputs(template, runtime) };
}

interface Instance {
  readonly key: string;
  readonly symbol: string;
  readonly declaration: Declaration;
  readonly scope: Scope;
  /** Whether its condition holds. */
  readonly wanted: boolean;
}

function templateScope(
  template: Template,
  given: ArmObject,
  place: Place,
  deploymentName: string,
  { cloud, groups }: World,
): Scope {
  const values = new Map<string, ArmValue>();
  const variables = new Map<string, ArmValue>();
  const functions = userFunctions(template);
  const location = groups.get(groupId(place).toLowerCase());
  if (location === undefined) throw new TemplateError(`there is no resource group ${groupId(place)}`);
  const scope: Scope = {
    place,
    parameters: values,
    userFunction: (name) => functions.get(name),
    surroundings: {
      environment: cloud.values,
      deployment: { name: deploymentName },
      resourceGroup: { name: place.resourceGroup, location },
      subscription: {},
    },
    variable: (name) => {
      const declared = variableOf(template, name);
      if (!variables.has(name) && declared) variables.set(name, declared(scope));
      return variables.get(name);
    },
  };
  for (const [name, { defaultValue, nullable }] of Object.entries(template.parameters ?? {})) {
    if (given[name] !== undefined) values.set(name, given[name]);
    else if (defaultValue !== undefined) values.set(name, evaluate(defaultValue, scope));
    else if (nullable === true) values.set(name, null);
  }
  const problems = parameterProblems(
    { parameters: template.parameters ?? {}, definitions: template.definitions } as TemplateParameters,
    { ...given, ...Object.fromEntries(values) },
  );
  if (problems.length > 0) throw new TemplateError(`parameters: ${problems.join('; ')}`);
  return scope;
}

/** A variable, or the loop that makes one. */
function variableOf({ variables = {} }: Template, name: string): ((scope: Scope) => ArmValue) | undefined {
  const { copy, ...rest } = variables;
  const value = rest[name];
  if (value !== undefined) return (scope) => evaluate(value, scope);
  const loops = Array.isArray(copy) ? copy.filter(isObject) : [];
  const loop = loops.find((loop) => loop.name === name);
  return loop && ((scope) => repeated(loop, name, scope));
}

function userFunctions({ functions = [] }: Template): Map<string, UserFunction> {
  return new Map(
    functions.flatMap(({ namespace, members }) =>
      Object.entries(members).map(([name, { parameters = [], output }]) => [
        `${namespace}.${name}`,
        { parameters: parameters.map(({ name }) => name), result: output.value },
      ]),
    ),
  );
}

function declarationsOf({ resources }: Template): { key: string; declaration: Declaration }[] {
  return Object.entries(resources).map(([key, declaration]) => ({ key, declaration }));
}

function instancesOf(symbol: string, declaration: Declaration, scope: Scope): Instance[] {
  const { copy, condition = true } = declaration;
  const instance = (key: string, own: Scope): Instance => ({
    key,
    symbol,
    declaration,
    scope: own,
    wanted: asBool(evaluate(condition, own), `condition of ${symbol}`),
  });
  if (!copy) return [instance(symbol, scope)];
  const name = asString(copy.name, 'the name of a loop');
  const count = asNumber(evaluate(copy.count ?? null, scope), `count of ${symbol}`);
  return Array.from({ length: count }, (_, index) =>
    instance(`${symbol}[${index}]`, { ...scope, loops: [{ name, index }] }),
  );
}

/** Names, places and scopes are worked out before anything is made, so they cannot ask for what has been made. */
function idOfInstance({ declaration, scope }: Instance, place: Place): string {
  const name = asString(evaluate(declaration.name, scope), 'a name');
  if (declaration.scope !== undefined) {
    return idIn(asString(evaluate(declaration.scope, scope), 'a scope'), declaration.type, name);
  }
  const own = (key: 'subscriptionId' | 'resourceGroup') =>
    declaration[key] === undefined ? place[key] : asString(evaluate(declaration[key], scope), key);
  return idOf(
    { subscriptionId: own('subscriptionId'), resourceGroup: own('resourceGroup') },
    declaration.type,
    name,
  );
}

function idIn(scope: string, type: string, name: string): string {
  return idOf({ subscriptionId: '', resourceGroup: '' }, type, name).replace(
    groupId({ subscriptionId: '', resourceGroup: '' }),
    scope,
  );
}

/** By which others may call it: symbolic name, name of the loop, ID, in lower case. */
function namesOf({ symbol, key, declaration }: Instance, id: string): Set<string> {
  const loop = declaration.copy ? [String(declaration.copy.name)] : [];
  return new Set([symbol, key, id, ...loop].map((name) => name.toLowerCase()));
}

/** What `dependsOn` names and, with symbolic names, what `reference` asks for. */
function keysBefore({ declaration, scope }: Instance, byKey: ReadonlyMap<string, string[]>): Set<string> {
  const { properties, dependsOn = [], ...rest } = declaration;
  const nested = declaration.type === 'Microsoft.Resources/deployments' && isObject(properties);
  const visible = nested ? { ...rest, parameters: properties.parameters } : { ...rest, properties };
  const asked = [...expressionsIn(visible)].flatMap((tree) =>
    [...callsIn(tree)].flatMap(({ name, arguments: [first] }) =>
      name.toLowerCase() === 'reference' && first?.kind === 'literal' ? [String(first.value)] : [],
    ),
  );
  const before = new Set<string>();
  for (const name of dependsOn.map((entry) => asString(evaluate(entry, scope), 'dependsOn'))) {
    const keys = byKey.get(name.toLowerCase());
    // A loop that is empty is nothing to wait for.
    if (!keys && name.startsWith('/'))
      throw new TemplateError(`dependsOn ${name}: it is not in the template`);
    for (const key of keys ?? []) before.add(key);
  }
  for (const name of asked) for (const key of byKey.get(name.toLowerCase()) ?? []) before.add(key);
  return before;
}

function expandNested(declaration: Declaration, scope: Scope, world: World): Expansion {
  const properties = asObject(declaration.properties, 'properties');
  const options = asObject(properties.expressionEvaluationOptions, 'expressionEvaluationOptions');
  if (options.scope !== 'inner')
    throw new TemplateError('only nested templates of inner scope are known here');
  const own = (key: 'subscriptionId' | 'resourceGroup') =>
    declaration[key] === undefined ? scope.place[key] : asString(evaluate(declaration[key], scope), key);
  const parameters = Object.fromEntries(
    Object.entries(asObject(properties.parameters ?? {}, 'parameters')).map(([name, given]) => [
      name,
      asObject(evaluate(given, scope), `parameter ${name}`).value ?? null,
    ]),
  );
  const name = asString(evaluate(declaration.name, scope), 'a name');
  if (name.length > 64) throw new TemplateError(`the name of the deployment ${name} is longer than 64`);
  const place = { subscriptionId: own('subscriptionId'), resourceGroup: own('resourceGroup') };
  return expandTemplate(properties.template as unknown as Template, parameters, place, name, world);
}

function make(declaration: Declaration, id: string, scope: Scope, world: World): Resource {
  const { type, apiVersion, dependsOn, copy, condition, name, scope: target, ...rest } = declaration;
  const resource: Resource = {
    id,
    type,
    apiVersion,
    name: asString(evaluate(name, scope), 'a name'),
    body: asObject(evaluate(rest, scope), type),
  };
  const parent = target === undefined ? parentOf(id) : asString(evaluate(target, scope), 'a scope');
  if (parent !== undefined && !world.resources.has(parent.toLowerCase())) {
    throw new TemplateError(`${id} is made before ${parent}`);
  }
  world.resources.set(id.toLowerCase(), runtimeProperties(resource, world.cloud));
  for (const inner of innerResources(resource)) world.resources.set(inner.toLowerCase(), {});
  return resource;
}

/** The resource of which another is a part; undefined for those that lie in the group itself. */
export function parentOf(id: string): string | undefined {
  const parts = id.split('/providers/').at(-1)!.split('/');
  return parts.length > 3 ? id.split('/').slice(0, -2).join('/') : undefined;
}

function outputs(template: Template, scope: Scope): ArmObject {
  const entries = Object.entries(template.outputs ?? {}).map(([name, output]) => {
    const { copy, type } = output;
    const value = copy ? repeated(asObject(copy, name), name, scope) : evaluate(output.value ?? null, scope);
    if (type === 'array') asArray(value, `output ${name}`);
    else asString(value, `output ${name}`);
    return [name, { type: type ?? null, value }] as const;
  });
  return Object.fromEntries(entries);
}
