import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Database } from '../../kql-engine/index.ts';
import { incidents } from '../../local/sample/incidents/schedule.ts';
import { acceptedDomains } from '../../local/sample/organisation.ts';
import { foreignTables } from '../foreign-tables.ts';
import { contentDatabase, type Row } from '../testing/content-database.ts';
import { sampleRows } from '../testing/sample-rows.ts';
import { caseRunner, matches, rowsOf } from './testing/case-runner.ts';
import { caseOf, queries } from './testing/queries.ts';

const HOUR = 3_600_000;
const cases = new Map(await Promise.all(queries.map(async (query) => [query, await caseOf(query)] as const)));

describe('each query on its case', () => {
  for (const [query, huntingCase] of cases) {
    test(query.path, () => caseRunner(huntingCase)(query.query));
  }
});

describe('each query on the sample organisation with its incidents', () => {
  const from = Date.UTC(2026, 10, 20, 8);
  let database: Database;
  before(() => {
    const occurrences = incidents.map(({ name }, index) => ({
      name,
      start: from + HOUR + index * HOUR * 0.1,
    }));
    const rows = sampleRows({ from, to: from + 2.5 * HOUR, rate: 0.3, incidents: occurrences });
    database = workspace(acceptedDomains, rows, new Date(from + 3 * HOUR));
  });
  for (const [query, { inSample = [] }] of cases) {
    test(query.path, () => {
      const rows = rowsOf(database, query.query);
      const shown = JSON.stringify(rows.slice(0, 5), null, 1);
      for (const wanted of inSample) {
        assert.ok(
          rows.some((row) => matches(row, wanted)),
          `missing ${JSON.stringify(wanted)} in ${shown}`,
        );
      }
    });
  }
});

describe('each query where there is nothing yet', () => {
  let database: Database;
  before(() => {
    database = workspace([], []);
  });
  for (const query of queries) {
    test(query.path, () => assert.deepEqual(rowsOf(database, query.query), []));
  }
});

function workspace(acceptedDomains: readonly string[], rows: readonly Row[], now?: Date): Database {
  return contentDatabase({ now, rows, queries, tables: foreignTables, acceptedDomains });
}
