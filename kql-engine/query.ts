import { concatChunks } from './chunk.ts';
import { compileExpression } from './expressions/compile.ts';
import { bodyEnv, declareLet, guardDepth } from './functions/call.ts';
import {
  calledBody,
  columnsOf,
  elementsOf,
  firstWordOf,
  isTabular,
  kindOf,
  type Node,
  symbolOf,
} from './language-service.ts';
import { datatable, print, range } from './operators/source.ts';
import { operators } from './operators/table.ts';
import { Env, type Rowset, type Run, runtimeError, type Scope, unsupported } from './scope.ts';

/** Compiles the statements of a bound query; the result is the rowset of the last tabular statement. */
export function compileQuery(root: Node, run: Run, env: Env = new Env()): Rowset {
  const scope: Scope = {
    columns: [],
    env,
    run,
    tabular: (node, at) => compileTabular(node, { ...scope, env: at }),
    subquery: (node, inner) => compileTabular(node, inner),
  };
  let result: Rowset | undefined;
  for (const statement of elementsOf(root.Statements)) {
    const kind = kindOf(statement);
    if (kind === 'LetStatement') declareLet(statement, scope);
    else if (kind === 'ExpressionStatement') {
      const expression = statement.Expression;
      if (!isTabular(expression)) throw unsupported('a query that is not a table', statement);
      result = compileTabular(expression, scope);
    } else if (kind === 'SetOptionStatement' || kind === 'QueryParametersStatement') {
      // options are hints; parameters are bound by the caller
    } else throw unsupported(kind.replace('Statement', ' statement'), statement);
  }
  if (!result) throw runtimeError('empty', 'the query has no tabular statement', root);
  return result;
}

/** Compiles a tabular expression. */
export function compileTabular(node: Node, scope: Scope): Rowset {
  const kind = kindOf(node);
  switch (kind) {
    case 'PipeExpression': {
      const input = compileTabular(node.Expression, scope);
      return applyOperator(node.Operator, input, scope);
    }
    case 'ParenthesizedExpression':
    case 'DataScopeExpression':
    case 'SimpleNamedExpression':
      return compileTabular(node.Expression, scope);
    case 'NameReference':
      return namedTable(node, scope);
    case 'FunctionCallExpression':
      return tabularCall(node, scope);
    case 'MaterializeExpression':
      return materialized(compileTabular(node.Expression, scope));
    case 'PrintOperator':
      return print(node, scope);
    case 'DataTableExpression':
      return datatable(node, scope);
    case 'RangeOperator':
      return range(node, scope);
    case 'ToTableExpression':
      return compileTabular(node.Expression, scope);
  }
  const operator = operators[kind];
  if (operator?.source) return operator.apply(node, { columns: [], chunks: () => [] }, scope);
  if (operator && scope.implicit) return operator.apply(node, scope.implicit, scope);
  throw unsupported(operatorName(node, kind), node);
}

/** Applies one operator of a pipe to its input. */
export function applyOperator(node: Node, input: Rowset, scope: Scope): Rowset {
  const kind = kindOf(node);
  if (kind === 'InvokeOperator') return tabularCall(node.Function, scope, input);
  const operator = operators[kind];
  if (!operator) throw unsupported(operatorName(node, kind), node);
  return operator.apply(node, input, scope);
}

function operatorName(node: Node, kind: string): string {
  return `the operator ${firstWordOf(node) || kind}`;
}

function namedTable(node: Node, scope: Scope): Rowset {
  const symbol = symbolOf(node);
  const name: string = symbol?.name || node.SimpleName;
  const binding = scope.env.get(node.SimpleName) ?? scope.env.get(name);
  if (binding?.kind === 'table') return binding.rowset;
  if (binding?.kind === 'function' || symbol?.kind === 'Function') return tabularCall(node, scope);
  const columns = columnsOf(node);
  if (symbol?.kind !== 'Table' || !columns) throw unsupported(`the name '${name}'`, node);
  return { columns, chunks: () => scope.run.scan(name) };
}

/** A function that gives a table: let, saved, or `table("name")`. */
function tabularCall(node: Node, scope: Scope, piped?: Rowset): Rowset {
  const name: string = node.Name?.SimpleName ?? node.SimpleName;
  const called = calledBody(node);
  if (!called) {
    const columns = columnsOf(node);
    if (name === 'table' && columns) {
      const table = compileExpression(elementsOf(node.ArgumentList.Expressions)[0], scope).constant?.value;
      if (typeof table === 'string') return { columns, chunks: () => scope.run.scan(table) };
    }
    if (name === 'materialize')
      return materialized(compileTabular(elementsOf(node.ArgumentList.Expressions)[0], scope));
    throw unsupported(`the function ${name}()`, node);
  }
  return guardDepth(node, () => {
    const args = node.ArgumentList ? elementsOf(node.ArgumentList.Expressions) : [];
    const env = bodyEnv(
      node.Name ? node : { Name: node, ...node },
      called.parameters,
      args,
      scope,
      piped && { kind: 'table', rowset: piped },
    );
    const inner: Scope = { ...scope, env, tabular: (n, at) => compileTabular(n, { ...inner, env: at }) };
    for (const statement of elementsOf(called.body.Statements)) declareLet(statement, inner);
    return compileTabular(called.body.Expression, inner);
  });
}

/** Rows are made once and kept for every reader. */
export function materialized(source: Rowset): Rowset {
  let kept: ReturnType<typeof concatChunks> | undefined;
  return {
    ...source,
    chunks() {
      kept ??= concatChunks([...source.chunks()], source.columns.length);
      return kept.length ? [kept] : [];
    },
  };
}
