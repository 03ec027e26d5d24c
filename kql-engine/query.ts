import { compileExpression } from './expressions/compile.ts';
import { bodyEnv, declareLet } from './functions/call.ts';
import { argumentRowset, bodyRowset, inBody, rejectRecursion } from './functions/function-body.ts';
import { ingestionBehind } from './functions/ingestion-time.ts';
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
import { resultName, severalTables } from './operators/fork.ts';
import { kept } from './operators/hints.ts';
import { declarePattern, patternRows } from './operators/pattern.ts';
import { datatable, print, range } from './operators/source.ts';
import { operators } from './operators/table.ts';
import { narrowed, tableRowset } from './pushdown.ts';
import {
  Env,
  type NamedRowset,
  type Rowset,
  type Run,
  runtimeError,
  type Scope,
  unsupported,
} from './scope.ts';

/** Compiles the statements of a bound query; the result is the rowset of the first tabular statement, with those behind it. */
export function compileQuery(root: Node, run: Run, env: Env = new Env()): Rowset {
  const scope: Scope = {
    columns: [],
    env,
    run,
    tabular: (node, at) => compileTabular(node, { ...scope, env: at }),
    subquery: (node, inner) => compileTabular(node, inner),
  };
  const results: NamedRowset[] = [];
  for (const statement of elementsOf(root.Statements)) {
    const kind = kindOf(statement);
    if (kind === 'LetStatement') declareLet(statement, scope);
    else if (kind === 'ExpressionStatement') {
      const expression = statement.Expression;
      results.push(...resultsOf(expression, scope));
    } else if (kind === 'SetOptionStatement') {
      const value = statement.ValueClause?.Expression;
      // the others are hints
      if (value && /^query_bin_auto_/.test(statement.Name.SimpleName)) {
        run.options ??= new Map();
        run.options.set(statement.Name.SimpleName, compileExpression(value, scope));
      }
    } else if (kind === 'QueryParametersStatement') {
      // parameters are bound by the caller
    } else if (kind === 'PatternStatement') declarePattern(statement, scope);
    else throw unsupported(kind.replace('Statement', ' statement'), statement);
  }
  const [first] = results;
  if (!first) throw runtimeError('empty', 'the query has no tabular statement', root);
  return results.length > 1 ? { ...first.rowset, tables: results } : first.rowset;
}

/** The tables of a statement; the rows of `consume` are read and thrown away. */
function resultsOf(expression: Node, scope: Scope): NamedRowset[] {
  const operator = kindOf(expression) === 'PipeExpression' ? expression.Operator : undefined;
  // how to show several tables
  if (operator && kindOf(operator) === 'RenderOperator' && !isTabular(expression.Expression)) {
    operators.RenderOperator!.apply(operator, { columns: [], chunks: () => [] }, scope);
    return resultsOf(expression.Expression, scope);
  }
  if (isTabular(expression) || calledBody(expression))
    return [{ name: resultName(expression), rowset: compileTabular(expression, scope) }];
  if (!operator) throw unsupported('a query that is not a table', expression);
  const tables = severalTables(operator, () => compileTabular(expression.Expression, scope), scope);
  if (tables) return tables;
  if (kindOf(operator) !== 'ConsumeOperator')
    throw unsupported(operatorName(operator, kindOf(operator)), operator);
  const input = compileTabular(expression.Expression, scope);
  const rowset: Rowset = {
    columns: [],
    chunks() {
      for (const _ of input.chunks()) scope.run.check();
      return [];
    },
  };
  return [{ name: undefined, rowset }];
}

/** Compiles a tabular expression. */
export function compileTabular(node: Node, scope: Scope): Rowset {
  const kind = kindOf(node);
  switch (kind) {
    case 'PipeExpression': {
      const input = compileTabular(node.Expression, scope);
      const where = kindOf(node.Operator) === 'FilterOperator';
      return applyOperator(node.Operator, where ? narrowed(input, node.Operator, scope) : input, scope);
    }
    case 'ParenthesizedExpression':
    case 'DataScopeExpression':
    case 'SimpleNamedExpression':
      return compileTabular(node.Expression, scope);
    case 'NameReference':
      return namedTable(node, scope);
    case 'FunctionCallExpression':
      return patternRows(node, scope) ?? tabularCall(node, scope);
    case 'PathExpression': {
      const rows = patternRows(node, scope);
      if (rows) return rows;
      break;
    }
    case 'MaterializeExpression':
      return kept(compileTabular(node.Expression, scope), scope);
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
  if ((operator || kind === 'InvokeOperator') && scope.implicit)
    return applyOperator(node, scope.implicit, scope);
  throw unsupported(operatorName(node, kind), node);
}

/** Applies one operator of a pipe to its input. */
export function applyOperator(node: Node, input: Rowset, scope: Scope): Rowset {
  const kind = kindOf(node);
  if (kind === 'InvokeOperator') return tabularCall(node.Function, scope, input);
  const operator = operators[kind];
  if (!operator) throw unsupported(operatorName(node, kind), node);
  const made = operator.apply(node, input, { ...scope, ingestion: input.ingestion });
  made.ingestion ??= ingestionBehind(kind, input);
  return made;
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
  return tableRowset(columns, name, scope);
}

/** A function that gives a table: let, saved, or `table("name")`. */
function tabularCall(node: Node, scope: Scope, piped?: Rowset): Rowset {
  const name: string = node.Name?.SimpleName ?? node.SimpleName;
  const called = calledBody(node);
  if (!called) {
    const columns = columnsOf(node);
    if (name === 'table' && columns) {
      const table = compileExpression(elementsOf(node.ArgumentList.Expressions)[0], scope).constant?.value;
      if (typeof table === 'string') return tableRowset(columns, table, scope);
    }
    if (name === 'materialize')
      return kept(compileTabular(elementsOf(node.ArgumentList.Expressions)[0], scope), scope);
    rejectRecursion(node);
    throw unsupported(`the function ${name}()`, node);
  }
  return inBody(node, called, scope, (place) => {
    const args = node.ArgumentList ? elementsOf(node.ArgumentList.Expressions) : [];
    const env = bodyEnv(
      node.Name ? node : { Name: node, ...node },
      called.parameters,
      args,
      scope,
      piped && { kind: 'table', rowset: argumentRowset(piped) },
    );
    const inner: Scope = {
      ...scope,
      env,
      place,
      tabular: (n, at) => compileTabular(n, { ...inner, env: at }),
    };
    for (const statement of elementsOf(called.body.Statements)) declareLet(statement, inner);
    return bodyRowset(compileTabular(called.body.Expression, inner), node, called, scope);
  });
}
