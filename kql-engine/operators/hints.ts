import { Chunk } from '../chunk.ts';
import { columnsOf, elementsOf, type Node, sourceOf } from '../language-service.ts';
import { type Rowset, type Scope, unsupported } from '../scope.ts';
import { parameter } from './parameters.ts';
import { wholeInput } from './row-wise.ts';

/** render changes nothing in the rows; the kind of chart and its properties are kept for whoever shows them. */
export function render(node: Node, input: Rowset, scope: Scope): Rowset {
  const chart = node.ChartType;
  scope.run.hints.render = String(chart?.ValueText ?? chart?.Text ?? 'table').trim();
  const properties: Record<string, unknown> = {};
  for (const p of elementsOf(node.WithClause?.Properties)) {
    const name = String(p.Name?.SimpleName ?? '');
    const value = p.Expression;
    const names = elementsOf(value?.Names).map((n: Node) => String(n.SimpleName));
    if (name && value)
      properties[name] = names.length ? names : (value.LiteralValue ?? sourceOf(value).trim());
  }
  if (Object.keys(properties).length) scope.run.hints.renderProperties = properties;
  return input;
}

/** as: a name for the rows so far, for the rest of the query; with hint.materialized they are made once. */
export function as(node: Node, input: Rowset, scope: Scope): Rowset {
  const hinted = parameter(node, 'hint.materialized')?.toLowerCase() === 'true';
  const rowset = hinted ? kept(input, scope) : input;
  scope.env.set(node.Name.SimpleName, { kind: 'table', rowset });
  return rowset;
}

/** Rows are made once and kept for every reader; not in a sub-query, where the next run has others. */
export function kept(source: Rowset, scope: Scope): Rowset {
  if (scope.env.repeated) return source;
  let rows: Chunk | undefined;
  return {
    ...source,
    chunks() {
      rows ??= wholeInput(source, scope);
      return rows.length ? [rows] : [];
    },
  };
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
  if (node.KindParameter) throw unsupported('kind of getschema', node.KindParameter);
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
