import { Chunk } from '../chunk.ts';
import { FoundSchema, quoted } from '../found-schema.ts';
import {
  columnsOf,
  elementsOf,
  isTabular,
  kindOf,
  type Node,
  spanOf,
  symbolOf,
} from '../language-service.ts';
import { type Rowset, type Scope, unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import { parameter } from './parameters.ts';
import { isPattern, sourceColumn, tablesOfPattern } from './tables.ts';

/** The name that withsource gives an argument: the table's, or union_argN for a query. */
function sourceName(node: Node | undefined, index: number, scope: Scope): string {
  if (node && kindOf(node) === 'ParenthesizedExpression') return sourceName(node.Expression, index, scope);
  if (node && kindOf(node) === 'NameReference') {
    const symbol = symbolOf(node);
    const binding = scope.env.get(node.SimpleName);
    if (symbol?.kind === 'Table' && symbol.name && !binding) return symbol.name;
    // a view has a name of its own, another let name has not
    if (binding?.kind === 'function') return node.SimpleName;
  }
  if (node && kindOf(node) === 'PipeExpression' && kindOf(node.Operator) === 'AsOperator') {
    return node.Operator.Name.SimpleName;
  }
  return `union_arg${index}`;
}

/** Whether the next operator is a choice of columns. */
function projected(node: Node): boolean {
  const own = node.Parent?.Operator === node ? node.Parent : node;
  const next = own.Parent?.Expression === own ? own.Parent.Operator : undefined;
  return next !== undefined && kindOf(next) === 'ProjectOperator';
}

/** Columns of one name and several types become name_type; where that name is taken, service and binder differ. */
function rejectClash(inputs: Column[][], node: Node): void {
  const types = new Map<string, Set<string>>();
  for (const c of inputs.flat()) types.set(c.name, (types.get(c.name) ?? new Set()).add(c.type));
  for (const [name, set] of types) {
    if (set.size < 2) continue;
    for (const type of set)
      if (types.has(`${name}_${type}`))
        throw unsupported(`a union with '${name}' and '${name}_${type}'`, node);
  }
}

/** union as an operator of a pipe or at its head. */
export function union(node: Node, input: Rowset, scope: Scope): Rowset {
  let columns = columnsOf(node)!;
  if (!columns) throw unsupported('this union', node);
  const fuzzy = parameter(node, 'isfuzzy')?.toLowerCase() === 'true';
  const withSource = parameter(node, 'withsource') ?? parameter(node, 'with_source');
  const expressions = elementsOf(node.Expressions);
  const inputs: { rowset: Rowset; name: string }[] = [];
  const piped = input.columns.length > 0;
  if (piped) inputs.push({ rowset: input, name: sourceName(node.Parent?.Expression, 0, scope) });
  for (const e of expressions) {
    const bare = kindOf(e) === 'ParenthesizedExpression' ? e.Expression : e;
    // under isfuzzy a table that is not there is left out
    if (fuzzy && kindOf(bare) === 'NameReference' && !symbolOf(bare)?.name && !scope.env.get(bare.SimpleName))
      continue;
    if (isPattern(bare)) {
      inputs.push(...tablesOfPattern(bare, scope));
      continue;
    }
    if (!isTabular(e)) {
      if (fuzzy) continue;
      throw unsupported('this argument of union', e);
    }
    const name = sourceName(e, inputs.length, scope);
    inputs.push({ rowset: scope.tabular(e, scope.env), name });
  }
  if (parameter(node, 'kind') === 'inner') {
    // the columns that all inputs have; the binder gives those that any has
    const common = columns.filter(
      (c) => c.name === withSource || inputs.every((i) => sourceColumn(c, i.rowset.columns) >= 0),
    );
    if (common.length === 0) throw unsupported('a union kind=inner without a common column', node);
    if (common.length < columns.length && !projected(node)) {
      const { start, length } = spanOf(node);
      throw new FoundSchema(
        scope.place ?? { delta: 0 },
        start + length,
        ` | project ${common.map((c) => quoted(c.name)).join(', ')}`,
      );
    }
    columns = common;
  }
  rejectClash(
    inputs.map((i) => i.rowset.columns),
    node,
  );
  return {
    columns,
    *chunks() {
      for (const { rowset, name } of inputs) {
        const from = columns.map((c) => sourceColumn(c, rowset.columns));
        for (const chunk of rowset.chunks()) {
          scope.run.check();
          yield new Chunk(
            chunk.length,
            columns.map((c, i) => {
              if (c.name === withSource) return () => new Array(chunk.length).fill(name);
              if (from[i]! >= 0) return chunk.lazy(from[i]!);
              return () => new Array(chunk.length).fill(c.type === 'string' ? '' : null);
            }),
          );
        }
      }
    },
  };
}
