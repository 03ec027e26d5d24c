import type { QueryResult, QueryTable } from '../../kql-engine/index.ts';

/** A table of a result, as the Log Analytics query API gives it. */
export type ResultTable = QueryTable & { readonly name: string };

/**
 * The tables of a result, several where a query has several statements, `fork` or `facet`. A table without a name of its
 * own is `PrimaryResult`, or from the second on `PrimaryResult_1` and so on: the service documents the first name only.
 * Source: learn.microsoft.com, "Azure Monitor Log Analytics API response format"; "fork operator" for names.
 */
export function resultTables(result: QueryResult): ResultTable[] {
  const tables: QueryTable[] = result.tables ?? [{ columns: result.columns, rows: result.rows }];
  return tables.map(({ name, columns, rows }, index) => ({
    name: name ?? (index === 0 ? 'PrimaryResult' : `PrimaryResult_${index}`),
    columns,
    rows,
  }));
}
