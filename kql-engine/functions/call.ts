import type { Chunk } from '../chunk.ts';
import { columnAt, compileExpression, folded } from '../expressions/compile.ts';
import {
  calledBody,
  elementsOf,
  kindOf,
  type Node,
  parameterDefault,
  scalarTypeOf,
} from '../language-service.ts';
import { Env, type Expr, type Run, type Scope, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import './all.ts';
import { argumentRowset, inBody, rejectRecursion } from './function-body.ts';
import { type Evaluate, type ParameterType, scalarFunction } from './registry.ts';
import { compileSpecialForm } from './special-forms.ts';
import { compileWindowFunction } from './window.ts';

/** Compiles the call of a built-in scalar function, or of a let or saved function that gives a scalar. */
export function compileFunctionCall(node: Node, scope: Scope): Expr {
  const name: string = node.Name.SimpleName;
  const aggregated = scope.aggregates?.get(node);
  if (aggregated !== undefined) return columnAt(aggregated, scalarTypeOf(node) ?? 'dynamic');
  const argumentNodes = elementsOf(node.ArgumentList.Expressions);
  const called = calledBody(node);
  if (called) return compileUserFunction(node, called, argumentNodes, scope);
  const special =
    compileSpecialForm(name, node, argumentNodes, scope) ??
    compileWindowFunction(name, node, argumentNodes, scope);
  if (special) return special;
  const declared = scalarFunction(name);
  const type = scalarTypeOf(node) ?? 'dynamic';
  if (!declared) {
    rejectRecursion(node);
    throw unsupported(`the function ${name}()`, node);
  }
  if (type === 'decimal' && !decimalFunctions.has(name))
    throw unsupported(`the function ${name}() of a decimal`, node);
  const raw = argumentNodes.flatMap((a) =>
    kindOf(a) === 'StarExpression'
      ? scope.columns.map((c, i) => columnAt(i, c.type))
      : [compileExpression(a, scope)],
  );
  const args = raw.map((a, i) =>
    coerced(a, declared.parameters[Math.min(i, declared.parameters.length - 1)] ?? 'any', node),
  );
  const evaluate = declared.make({ node, args: raw, type, run: scope.run });
  const made = call(
    args,
    growing.has(name) ? measured(evaluate, scope.run) : evaluate,
    type,
    declared.nulls === true,
  );
  return declared.volatile ? made : folded(made, ...args);
}

/** A let or saved function by its name alone, as a function without parameters may be called. */
export function compileFunctionName(node: Node, scope: Scope): Expr {
  const called = calledBody(node);
  if (!called) throw unsupported(`the name '${node.SimpleName}' (Function)`, node);
  return compileUserFunction(node, called, [], scope);
}

/** Functions whose result may be a decimal. */
const decimalFunctions = new Set(
  'todecimal parse_version abs bin floor ceiling round max_of min_of extract extract_json extractjson percentile_tdigest'.split(
    ' ',
  ),
);

/** Functions whose result may be much larger than their arguments. */
const growing = new Set(
  'strcat strcat_delim strrep strcat_array replace replace_string replace_strings replace_regex array_concat repeat url_encode url_encode_component base64_encode_tostring base64_encodestring'.split(
    ' ',
  ),
);

function measured(evaluate: Evaluate, run: Run): Evaluate {
  return (...values) => {
    const made = evaluate(...values);
    if (typeof made === 'string') run.grown(made.length);
    else if (Array.isArray(made)) run.grown(made.length * 8);
    return made;
  };
}

/** Converts an argument to the type of the parameter. */
export function coerced(argument: Expr, to: ParameterType, node: Node): Expr {
  if (to === 'any' || argument.type === to) return argument;
  if (to === 'long' && argument.type === 'int') return { ...argument, type: 'long' };
  const convert =
    to === 'dynamic' && argument.type === 'string' ? (v: unknown) => v : conversion(argument.type, to);
  if (!convert) throw unsupported(`an argument of type ${argument.type} here`, node);
  const empty = to === 'string' ? '' : null;
  const made: Expr = {
    type: to,
    bind(chunk) {
      const value = argument.bind(chunk);
      return (row) => {
        const v = value(row);
        return v === null ? empty : (convert(v) ?? empty);
      };
    },
  };
  return folded(made, argument);
}

function call(
  args: Expr[],
  evaluate: (...values: unknown[]) => unknown,
  type: KqlType,
  nulls: boolean,
): Expr {
  const empty = type === 'string' ? '' : null;
  const [first, second, third] = args;
  if (args.length === 1 && !nulls) {
    return {
      type,
      bind(chunk) {
        const a = first!.bind(chunk);
        return (row) => {
          const x = a(row);
          return x === null ? empty : (evaluate(x) ?? empty);
        };
      },
    };
  }
  if (args.length === 2 && !nulls) {
    return {
      type,
      bind(chunk) {
        const a = first!.bind(chunk);
        const b = second!.bind(chunk);
        return (row) => {
          const x = a(row);
          if (x === null) return empty;
          const y = b(row);
          return y === null ? empty : (evaluate(x, y) ?? empty);
        };
      },
    };
  }
  if (args.length === 3 && !nulls) {
    return {
      type,
      bind(chunk) {
        const a = first!.bind(chunk);
        const b = second!.bind(chunk);
        const c = third!.bind(chunk);
        return (row) => {
          const x = a(row);
          const y = b(row);
          const z = c(row);
          return x === null || y === null || z === null ? empty : (evaluate(x, y, z) ?? empty);
        };
      },
    };
  }
  return {
    type,
    bind(chunk) {
      const bound = args.map((a) => a.bind(chunk));
      return (row) => {
        const values: unknown[] = new Array(bound.length);
        for (let i = 0; i < bound.length; i++) {
          const v = bound[i]!(row);
          if (v === null && !nulls) return empty;
          values[i] = v;
        }
        return evaluate(...values) ?? empty;
      };
    },
  };
}

/** An argument may be used many times in a body: it is bound once a chunk and computed once a row. */
export function once(expression: Expr): Expr {
  if (expression.constant) return expression;
  let boundChunk: Chunk | undefined;
  let value: (row: number) => unknown;
  return {
    ...expression,
    bind(chunk) {
      if (boundChunk === chunk) return value;
      const get = expression.bind(chunk);
      let lastRow = -1;
      let last: unknown;
      boundChunk = chunk;
      value = (row) => {
        if (row !== lastRow) {
          last = get(row);
          lastRow = row;
        }
        return last;
      };
      return value;
    },
  };
}

/** The environment of a user function's body: its parameters bound to the arguments of the call. */
export function bodyEnv(
  node: Node,
  parameters: { name: string; tabular: boolean }[],
  argumentNodes: Node[],
  scope: Scope,
  piped?: Extract<ReturnType<Env['get']>, { kind: 'table' }>,
): Env {
  const definition = scope.env.get(node.Name?.SimpleName ?? node.SimpleName);
  const env = new Env(definition?.kind === 'function' ? definition.env : scope.env.root);
  let position = 0;
  parameters.forEach((parameter, index) => {
    if (index === 0 && piped) {
      env.set(parameter.name, piped);
      return;
    }
    let argument: Node | undefined = argumentNodes.find(
      (a) => kindOf(a) === 'SimpleNamedExpression' && a.Name.SimpleName === parameter.name,
    )?.Expression;
    if (!argument) {
      while (position < argumentNodes.length && kindOf(argumentNodes[position]) === 'SimpleNamedExpression')
        position++;
      argument = argumentNodes[position++];
    }
    argument ??= parameterDefault(node, parameter.name);
    if (!argument)
      throw unsupported(`the call of ${node.Name.SimpleName}() without '${parameter.name}'`, node);
    if (parameter.tabular)
      env.set(parameter.name, {
        kind: 'table',
        rowset: argumentRowset(scope.tabular(argument, scope.env)),
      });
    else env.set(parameter.name, { kind: 'scalar', expression: once(compileExpression(argument, scope)) });
  });
  return env;
}

function compileUserFunction(
  node: Node,
  called: NonNullable<ReturnType<typeof calledBody>>,
  argumentNodes: Node[],
  scope: Scope,
): Expr {
  return inBody(node, called, scope, (place) => {
    const env = bodyEnv(node, called.parameters, argumentNodes, scope);
    const inner: Scope = { ...scope, env, place };
    for (const statement of elementsOf(called.body.Statements)) declareLet(statement, inner);
    return compileExpression(called.body.Expression, inner);
  });
}

/** Binds the name of a let statement in the scope's environment. */
export function declareLet(statement: Node, scope: Scope): void {
  if (kindOf(statement) !== 'LetStatement') throw unsupported(kindOf(statement), statement);
  const name: string = statement.Name.SimpleName;
  const value = statement.Expression;
  if (kindOf(value) === 'FunctionDeclaration') {
    scope.env.set(name, {
      kind: 'function',
      env: scope.env,
      place: scope.place,
      // with parameters the word has no meaning
      view: Boolean(value.ViewKeyword) && elementsOf(value.Parameters?.Parameters).length === 0,
    });
    return;
  }
  if (scalarTypeOf(value)) {
    scope.env.set(name, { kind: 'scalar', expression: compileExpression(value, scope) });
    return;
  }
  scope.env.set(name, { kind: 'table', rowset: scope.tabular(value, scope.env) });
}
