import { createDatabase } from '../database.ts';

/** Runs a query that brings its own data (print, datatable, range) at a fixed time: what the tests ask the engine. */
export function ask(kql: string): { columns: string[]; rows: unknown[][] } {
  const result = database.query(kql);
  return { columns: result.columns.map((c) => c.name), rows: result.rows };
}

const database = createDatabase({ tables: [], now: () => new Date('2026-03-01T12:00:00Z') });

/** The values of scalar expressions. */
export function values(...expressions: string[]): unknown[] {
  return ask(`print ${expressions.join(', ')}`).rows[0]!;
}
