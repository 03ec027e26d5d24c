import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { elementsOf, kindOf, type Node, symbolOf } from '../language-service.ts';
import { Env, type NamedRowset, type Rowset, type Scope, unsupported, withColumns } from '../scope.ts';
import type { Column } from '../types.ts';
import { pluginTables } from './evaluate.ts';
import { GroupTable } from './group-table.ts';
import { kept } from './hints.ts';
import { limitRows } from './row-wise.ts';

/** The name that `as` at the end of a query gives its result. */
export function resultName(node: Node): string | undefined {
  const last = kindOf(node) === 'PipeExpression' ? node.Operator : node;
  return kindOf(last) === 'AsOperator' ? (last.Name.SimpleName as string) : undefined;
}

/** Runs a sub-query over the rows that all of them have. */
function overInput(node: Node, input: Rowset, scope: Scope): Rowset {
  return scope.subquery(node, { ...scope, env: new Env(scope.env), implicit: input });
}

/** fork: one table for each sub-query, in their order. */
function fork(node: Node, input: Rowset, scope: Scope): NamedRowset[] {
  return elementsOf(node.Expressions).map((leg: Node) => ({
    name: leg.NameEquals ? (leg.NameEquals.Name.SimpleName as string) : resultName(leg.Expression),
    rowset: overInput(leg.Expression, input, scope),
  }));
}

/** facet: the table of the `with` clause, then for each column its values and how often they are there. */
function facet(node: Node, input: Rowset, scope: Scope): NamedRowset[] {
  const facets = elementsOf(node.Expressions).map((e) => ({
    name: undefined,
    rowset: valueCounts(e, input, scope),
  }));
  const clause = node.WithClause;
  if (!clause) return facets;
  const query = kindOf(clause) === 'FacetWithOperatorClause' ? clause.Operator : clause.Expression;
  return [{ name: resultName(query), rowset: overInput(query, input, scope) }, ...facets];
}

function valueCounts(node: Node, input: Rowset, scope: Scope): Rowset {
  const name = symbolOf(node)?.kind === 'Column' ? symbolOf(node)!.name : undefined;
  if (name === undefined) throw unsupported('a facet of anything but a column', node);
  const value = compileExpression(node, withColumns(scope, input.columns));
  const columns: Column[] = [
    { name, type: value.type },
    { name: `count_${name}`, type: 'long' },
  ];
  return {
    columns,
    *chunks() {
      const table = new GroupTable([value]);
      const counts: number[] = [];
      for (const chunk of input.chunks()) {
        for (const group of table.number(chunk)) counts[group] = (counts[group] ?? 0) + 1;
        limitRows(table.size, scope);
      }
      if (table.size) yield new Chunk(table.size, [table.values[0]!.slice(0, table.size), counts]);
    },
  };
}

/** The tables of fork, facet and some plug-ins, which end a query; undefined for any other operator. */
export function severalTables(node: Node, source: () => Rowset, scope: Scope): NamedRowset[] | undefined {
  const kind = kindOf(node);
  if (kind !== 'ForkOperator' && kind !== 'FacetOperator')
    return pluginTables(node, () => kept(source(), scope), scope);
  const input = kept(source(), scope);
  return kind === 'ForkOperator' ? fork(node, input, scope) : facet(node, input, scope);
}
