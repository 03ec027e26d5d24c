import { Chunk } from '../chunk.ts';
import { columnsOf, type Node } from '../language-service.ts';
import type { Rowset, Scope } from '../scope.ts';

/** render changes nothing in the rows; the kind of chart is kept for whoever shows them. */
export function render(node: Node, input: Rowset, scope: Scope): Rowset {
  const chart = node.ChartType;
  scope.run.hints.render = String(chart?.ValueText ?? chart?.Text ?? 'table').trim();
  return input;
}

/** as: a name for the rows so far, for the rest of the query. */
export function as(node: Node, input: Rowset, scope: Scope): Rowset {
  scope.env.set(node.Name.SimpleName, { kind: 'table', rowset: input });
  return input;
}

const dotNetNames: Record<string, string> = {
  string: 'System.String',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  bool: 'System.SByte',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  dynamic: 'System.Object',
};

/** getschema: one row a column. */
export function getSchema(node: Node, input: Rowset): Rowset {
  const c = input.columns;
  return {
    columns: columnsOf(node)!,
    chunks: () => [
      new Chunk(c.length, [
        c.map((x) => x.name),
        c.map((_, i) => i),
        c.map((x) => dotNetNames[x.type]!),
        c.map((x) => x.type),
      ]),
    ],
  };
}
