import type { Database, QueryResult } from '../../../kql-engine/index.ts';
import type { Row } from '../../testing/content-database.ts';
import { milliseconds, type Rule } from './rules.ts';

/** Runs a rule as Microsoft Sentinel does: over the time range of its query period up to now. */
export function runRule(database: Database, rule: Rule, now: Date): QueryResult {
  const from = new Date(now.getTime() - milliseconds(rule.queryPeriod));
  return database.query(rule.query, { timespan: `${from.toISOString()}/${now.toISOString()}` });
}

/** The rows of a result by some of its columns, as texts that can be compared in any order. */
export function sightings({ columns, rows }: QueryResult, names: readonly string[]): string[] {
  const places = names.map((name) => {
    const place = columns.findIndex((column) => column.name === name);
    if (place === -1) throw new Error(`the result has no column ${name}`);
    return place;
  });
  return rows.map((row) => JSON.stringify(places.map((place) => row[place]))).sort();
}

/** The same for rows that are expected. */
export function expected(rows: readonly Row[], names: readonly string[]): string[] {
  return rows.map((row) => JSON.stringify(names.map((name) => row[name]))).sort();
}
