import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../../kql-engine/index.ts';
import { foreignTables } from '../../foreign-tables.ts';
import { contentDatabase, type Row } from '../../testing/content-database.ts';
import type { ChangedQuery, HuntingCase } from './hunting-case.ts';
import { rowsOfRecords } from './mail.ts';
import { documentedColumns, queries } from './queries.ts';

/** As the watchlist MailflowAcceptedDomains has them in the cases. */
const ownDomains = ['contoso.com', 'contoso.net', '*.contoso.org'];

/**
 * Stores what a case has in a workspace that knows its own domains, once. What comes back runs a query there and throws where it
 * does not give exactly the rows that the case names.
 */
export function caseRunner(huntingCase: HuntingCase): (query: string) => void {
  const { finds, changed = [] } = huntingCase;
  const known = workspaceOf(huntingCase, ownDomains);
  const unknown = changed.some(({ domainsUnknown }) => domainsUnknown) ? workspaceOf(huntingCase, []) : known;
  return (query) => {
    assert.ok(finds.length > 0);
    assertRows(rowsOf(known, query), finds);
    for (const change of changed) {
      assertRows(rowsOf(change.domainsUnknown ? unknown : known, withChanges(query, change)), change.finds);
    }
  };
}

function workspaceOf(huntingCase: HuntingCase, acceptedDomains: readonly string[]): Database {
  const { records = [], traces = [], others = {}, watchlists } = huntingCase;
  const database = contentDatabase({
    rows: [...rowsOfRecords(records), ...traces],
    queries,
    tables: foreignTables,
    acceptedDomains,
    watchlists,
  });
  for (const [table, rows] of Object.entries(others)) database.ingest(table, rows);
  return database;
}

/** The rows of a query's result by column; the columns have to be those that its comment names. */
export function rowsOf(database: Database, query: string): Row[] {
  const { columns, rows } = database.query(query);
  const names = columns.map(({ name }) => name);
  assert.deepEqual(names, documentedColumns(query));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
}

/** Whether a row has these values in these columns. */
export function matches(row: Row, wanted: Row): boolean {
  return Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(row[name], value));
}

function withChanges(query: string, { settings = {}, page }: ChangedQuery): string {
  const [start, end] = page ?? [];
  let changed = query;
  for (const [name, value] of Object.entries(settings)) {
    const setting = new RegExp(`^let ${name} = [^;]*;`, 'm');
    assert.match(changed, setting);
    changed = changed.replace(setting, () => `let ${name} = ${value};`);
  }
  return start === undefined
    ? changed
    : changed.replaceAll('{{StartTimeISO}}', start).replaceAll('{{EndTimeISO}}', end!);
}

function assertRows(rows: readonly Row[], wanted: readonly Row[]): void {
  const shown = `${rows.length} rows: ${JSON.stringify(rows.slice(0, 8), null, 1)}`;
  wanted.forEach((row, index) => {
    assert.ok(
      rows[index] && matches(rows[index], row),
      `row ${index} is not ${JSON.stringify(row)} in ${shown}`,
    );
  });
  assert.equal(rows.length, wanted.length, shown);
}
