import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../kql-engine/index.ts';
import { acceptedDomains } from '../../local/sample/organisation.ts';
import { contentDatabase, type Row } from '../testing/content-database.ts';
import { sampleRows } from '../testing/sample-rows.ts';
import { rowsOfRecords } from './testing/mail.ts';
import { caseOf, documentedColumns, type QueryFile, queries } from './testing/queries.ts';

const HOUR = 3_600_000;
const cases = new Map(await Promise.all(queries.map(async (query) => [query, await caseOf(query)] as const)));

describe('each query on its case', () => {
  for (const [query, { records = [], traces = [], finds, leaves }] of cases) {
    test(query.path, () => {
      const database = workspace(['contoso.com'], [...rowsOfRecords(records), ...traces]);
      const rows = resultOf(database, query);
      const shown = JSON.stringify(rows.slice(0, 5), null, 1);
      assert.ok(finds.length > 0);
      for (const row of finds)
        assert.ok(rows.some(matches(row)), `missing ${JSON.stringify(row)} in ${shown}`);
      assert.ok(leaves.length > 0);
      for (const row of leaves)
        assert.ok(!rows.some(matches(row)), `found ${JSON.stringify(row)} in ${shown}`);
    });
  }
});

describe('each query on the sample organisation with its incidents', () => {
  const from = Date.UTC(2026, 10, 20, 8);
  const incidents = ['phishing-wave', 'mass-mail', 'inbox-rule-forwarding', 'ndr-spike', 'slow-partner'];
  let database: Database;
  before(() => {
    const occurrences = incidents.map((name, index) => ({ name, start: from + HOUR + index * HOUR * 0.1 }));
    const rows = sampleRows({ from, to: from + 2.5 * HOUR, rate: 0.3, incidents: occurrences });
    database = workspace(acceptedDomains, rows, new Date(from + 3 * HOUR));
  });
  for (const [query, { inSample = [] }] of cases) {
    test(query.path, () => {
      const rows = resultOf(database, query);
      const shown = JSON.stringify(rows.slice(0, 5), null, 1);
      for (const row of inSample)
        assert.ok(rows.some(matches(row)), `missing ${JSON.stringify(row)} in ${shown}`);
    });
  }
});

describe('each query where there is nothing yet', () => {
  let database: Database;
  before(() => {
    database = workspace([], []);
  });
  for (const query of queries) {
    test(query.path, () => assert.deepEqual(resultOf(database, query), []));
  }
});

function workspace(domains: readonly string[], rows: readonly Row[], now?: Date): Database {
  return contentDatabase({
    ...(now && { now }),
    rows,
    watchlists: { MailflowAcceptedDomains: { rows: domains.map((domain) => ({ SearchKey: domain })) } },
  });
}

/** Runs the query and checks that it has the columns that its comment names. */
function resultOf(database: Database, { query }: QueryFile): Row[] {
  const { columns, rows } = database.query(query);
  const names = columns.map(({ name }) => name);
  assert.deepEqual(names, documentedColumns(query));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
}

function matches(wanted: Row): (row: Row) => boolean {
  return (row) => Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(row[name], value));
}
