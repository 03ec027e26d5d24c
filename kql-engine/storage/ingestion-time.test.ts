import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase, type Database, type StorageOptions } from '../index.ts';
import { testFolders } from '../testing/stored-table.ts';

const newFolder = testFolders();
const tables = ['T', 'U'].map((name) => ({
  name,
  columns: [
    { name: 'n', type: 'long' as const },
    { name: 'text', type: 'string' as const },
  ],
}));
const at = (hour: number) => new Date(Date.UTC(2026, 5, 1, hour));
const hours = (...list: (number | null)[]) =>
  list.map((hour) => (hour === null ? null : at(hour).toISOString().replace('000Z', '0000000Z')));

/** A database whose clock is moved by hand. */
function open(storage: StorageOptions = { segmentRows: 4 }): { db: Database; clock: { hour: number } } {
  const clock = { hour: 1 };
  return { db: createDatabase({ tables, now: () => at(clock.hour), storage }), clock };
}

/** Rows 1 to 3 came at one o'clock, 4 to 6 at two, 7 at three: four a segment. */
function filled(storage?: StorageOptions): Database {
  const { db, clock } = open(storage);
  const row = (n: number) => ({ n, text: `id=${n}` });
  db.ingest('T', [1, 2, 3].map(row));
  clock.hour = 2;
  db.ingest('T', [4, 5, 6].map(row));
  clock.hour = 3;
  db.ingest('T', [row(7)]);
  db.ingest('U', [row(8)], undefined, at(0));
  clock.hour = 12;
  return db;
}

const first = (db: Database, kql: string) => db.query(kql).rows.map((row) => row[0]);
const all = hours(1, 1, 1, 2, 2, 2, 3);

describe('ingestion_time()', () => {
  const db = filled();

  it('is the time of the clock when the row came, or the one that was given', () => {
    assert.deepEqual(first(db, 'T | project ingestion_time()'), all);
    assert.deepEqual(first(db, 'U | project ingestion_time()'), hours(0));
  });

  it('is there behind operators whose rows are rows of the table', () => {
    for (const pipe of [
      'where n > 0 | project n | extend m = n + 1',
      'project-away text | project-rename m = n | project-keep m',
      'serialize | extend before = prev(n)',
      'parse text with "id=" id:long | parse-kv text as (id:long)',
      'sort by n asc',
      'top 100 by n asc',
      'take 100',
      'sample 100 | sort by n asc',
      'as hint.materialized=true X',
      'partition by text (where n > 0)',
    ])
      assert.deepEqual(first(db, `T | ${pipe} | project t = ingestion_time()`), all, pipe);
    assert.deepEqual(first(db, 'T | where n in (2, 5, 7) | project t = ingestion_time()'), hours(1, 2, 3));
    assert.deepEqual(first(db, 'T | top 2 by n | project t = ingestion_time()'), hours(3, 2));
    assert.deepEqual(first(db, 'T | sort by n | take 1 | project t = ingestion_time()'), hours(3));
  });

  it('is there in functions, materialized rows and unions', () => {
    assert.deepEqual(first(db, 'let f = () { ingestion_time() }; T | project t = f()'), all);
    assert.deepEqual(
      first(db, 'let f = (X:(n:long)) { X | project t = ingestion_time() }; T | invoke f()'),
      all,
    );
    assert.deepEqual(first(db, 'let m = materialize(T); m | project t = ingestion_time()'), all);
    assert.deepEqual(
      first(db, 'union T, U, (print n = 9) | project t = ingestion_time()'),
      hours(1, 1, 1, 2, 2, 2, 3, 0, null),
    );
  });

  it('can be tested, grouped by and aggregated', () => {
    assert.deepEqual(first(db, 'T | where ingestion_time() > ago(10h) | project n'), [7]);
    assert.deepEqual(db.query('T | summarize count() by bin(ingestion_time(), 1h)').rows, [
      [hours(1)[0], 3],
      [hours(2)[0], 3],
      [hours(3)[0], 1],
    ]);
    assert.deepEqual(first(db, 'T | summarize max(ingestion_time())'), hours(3));
    assert.deepEqual(db.query('T | summarize arg_max(ingestion_time(), n)').rows, [[hours(3)[0], 7]]);
    assert.equal(first(db, 'find in (T) where ingestion_time() < ago(9h) and n > 5').length, 1);
  });

  it('is null where there is no table', () => {
    assert.deepEqual(first(db, 'print ingestion_time()'), [null]);
    assert.deepEqual(first(db, 'datatable(a:long)[1] | project ingestion_time()'), [null]);
    assert.deepEqual(first(db, 'T | summarize count() | project ingestion_time()'), [null]);
    assert.deepEqual(first(db, 'U | distinct n | project ingestion_time()'), [null]);
  });

  it('is refused where it is not known what the service gives', () => {
    for (const pipe of ['join U on n', 'lookup U on n', 'mv-expand x = dynamic([1])', 'search "id"'])
      assert.throws(
        () => db.query(`T | ${pipe} | extend t = ingestion_time()`),
        /ingestion_time\(\) of rows/,
        pipe,
      );
    assert.throws(
      () => db.query('union (T | mv-expand x = dynamic([1])), U | extend t = ingestion_time()'),
      /ingestion_time/,
    );
  });

  it('passes over the segments in which no row can meet a condition', () => {
    const before = { ...db.counters };
    assert.deepEqual(first(db, 'T | where ingestion_time() >= datetime(2026-06-01T03:00) | project n'), [7]);
    assert.equal(db.counters.segmentsSkipped - before.segmentsSkipped, 1);
    assert.deepEqual(
      first(db, 'T | where ingestion_time() between (datetime(2026-06-01T02:00) .. 1s) | project n'),
      [4, 5, 6],
    );
  });

  it('is not a column of the same name', () => {
    assert.deepEqual(
      first(
        db,
        "T | project n, ['$IngestionTime'] = datetime(2000-01-01) | where ingestion_time() > ago(10h) | project n",
      ),
      [7],
    );
  });
});

describe('ingestion_time() on disk', () => {
  it('is there after a restart, also where short segments are joined', () => {
    const directory = newFolder();
    for (let hour = 1; hour <= 7; hour++) {
      const { db, clock } = open({ directory, segmentRows: 4 });
      clock.hour = hour;
      db.ingest('T', [{ n: hour }]);
      db.flush();
    }
    const { db } = open({ directory, segmentRows: 4 });
    assert.deepEqual(first(db, 'T | project ingestion_time()'), hours(1, 2, 3, 4, 5, 6, 7));
    const before = { ...db.counters };
    assert.deepEqual(first(db, 'T | where ingestion_time() > datetime(2026-06-01T06:00) | project n'), [7]);
    assert.equal(db.counters.segmentsSkipped - before.segmentsSkipped, 1);
  });

  it('is the same whatever segments the rows lie in', () => {
    const storages = [
      { segmentRows: 1 },
      { segmentRows: 2 },
      { segmentRows: 65_536 },
      { directory: newFolder(), segmentRows: 2 },
    ];
    for (const storage of storages)
      assert.deepEqual(first(filled(storage), 'T | project ingestion_time()'), all);
  });

  it('keeps times that are no plain numbers', () => {
    const directory = newFolder();
    const { db } = open({ directory });
    db.ingest('T', [{ n: 1 }], undefined, new Date('2200-01-01T00:00:00Z'));
    db.flush();
    assert.deepEqual(first(open({ directory }).db, 'T | project ingestion_time()'), [
      '2200-01-01T00:00:00.0000000Z',
    ]);
  });

  it('is not read when it is not asked for', () => {
    const directory = newFolder();
    filled({ directory, segmentRows: 4 }).flush();
    const { db } = open({ directory, segmentRows: 4 });
    db.query('T | where n > 0 | project n');
    assert.equal(db.counters.columnsRead, 2);
    db.query('T | project n, ingestion_time()');
    assert.equal(db.counters.columnsRead, 4);
  });
});
