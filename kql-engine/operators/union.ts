import { Chunk } from '../chunk.ts';
import { columnsOf, elementsOf, isTabular, kindOf, type Node, symbolOf } from '../language-service.ts';
import { indexOfColumn, type Rowset, type Scope, unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import { parameter } from './parameters.ts';

/** The column of an input that an output column takes: the same name and type, or `name_type` where types differ. */
function sourceColumn(out: Column, input: Column[]): number {
  const same = indexOfColumn(input, out.name);
  if (same >= 0 && input[same]!.type === out.type) return same;
  return input.findIndex((c) => c.type === out.type && `${c.name}_${c.type}` === out.name);
}

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

/** union as an operator of a pipe or at its head. */
export function union(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node);
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
    if (!isTabular(e) || symbolOf(bare)?.kind === 'Group') {
      if (fuzzy && symbolOf(bare)?.kind !== 'Group') continue;
      throw unsupported('a union over a pattern of names', e);
    }
    const name = sourceName(e, inputs.length, scope);
    inputs.push({ rowset: scope.tabular(e, scope.env), name });
  }
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
