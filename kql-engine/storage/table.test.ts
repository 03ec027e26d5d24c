import assert from 'node:assert/strict';
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createDatabase, type Database } from '../index.ts';
import { now, openTable as open, testFolders } from '../testing/stored-table.ts';
import type { Column } from '../types.ts';

const newFolder = testFolders();

describe('a stored table', () => {
  it('shows a query the rows that were there when it began', () => {
    const db = open();
    db.ingest('T', [{ n: 1 }, { n: 2 }]);
    const reading = db.rows('T');
    const iterator = reading[Symbol.iterator]();
    assert.deepEqual(iterator.next().value, { n: 1 });
    db.ingest(
      'T',
      Array.from({ length: 20 }, () => ({ n: 9_007_199_254_740_993n })),
    );
    assert.deepEqual([...{ [Symbol.iterator]: () => iterator }], [{ n: 2 }]);
  });

  it('forgets its rows on disk too', () => {
    const directory = newFolder();
    const db = open(directory);
    db.ingest('T', [{ n: 1 }]);
    db.flush();
    db.clear('T');
    assert.equal(db.count('T'), 0);
    assert.equal(open(directory).count('T'), 0);
  });

  it('joins the short segments that frequent restarts leave', () => {
    const directory = newFolder();
    for (let n = 0; n < 9; n++) {
      const db = open(directory);
      db.ingest('T', [{ n, text: `t${n}` }]);
      db.flush();
    }
    assert.equal(readdirSync(join(directory, 'T')).length, 2);
    assert.deepEqual(open(directory).query('T | project n').rows.flat(), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('text that hardly ever repeats', () => {
  it('is held as a list, finds its segment and comes back from disk as it was', () => {
    const directory = newFolder();
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      n,
      text: n === 15_000 ? 'Счёт \ud800' : `${'x'.repeat(n % 50)}${n}`,
    }));
    const more = { segmentRows: 6000, memoryBytes: 50_000_000 };
    const db = open(directory, more);
    db.ingest('T', rows);
    db.flush();
    for (const stored of [db, open(directory, more)]) {
      assert.deepEqual([...stored.rows('T')], rows);
      const before = stored.counters.segmentsScanned;
      assert.deepEqual(stored.query("T | where text == 'xx52' | project n").rows, [[52]]);
      assert.deepEqual(stored.query("T | where text == 'Счёт \ud800' | project n").rows, [[15_000]]);
      assert.equal(stored.counters.segmentsScanned - before, 2);
    }
  });
});

describe('what a scan reads', () => {
  const hours = (count: number) =>
    Array.from({ length: count }, (_, h) => ({
      TimeGenerated: new Date(Date.UTC(2026, 5, 14) + h * 3_600_000).toISOString(),
      text: `t${Math.floor(h / 8)}`,
      n: h,
    }));
  const spent = (db: Database, kql: string, timespan?: string) => {
    const before = { ...db.counters };
    const { rows } = db.query(kql, timespan === undefined ? {} : { timespan });
    return {
      rows: rows.length,
      scanned: db.counters.segmentsScanned - before.segmentsScanned,
      skipped: db.counters.segmentsSkipped - before.segmentsSkipped,
      columns: db.counters.columnsRead - before.columnsRead,
    };
  };

  it('passes over segments outside of the time or without the text, and reads the columns that are named', () => {
    const directory = newFolder();
    open(directory).ingest('T', hours(36));
    // 32 of them are in segments of eight; the open rows were never flushed
    const fresh = () => open(directory, { memoryBytes: 1_000_000 });
    const db = fresh();
    assert.equal(db.count('T'), 32);
    assert.deepEqual(db.counters, { segmentsScanned: 0, segmentsSkipped: 0, columnsRead: 0 });
    const first = { rows: 8, scanned: 1, skipped: 3, columns: 1 };
    assert.deepEqual(
      spent(db, 'T | where TimeGenerated < datetime(2026-06-14T08:00) - 1tick | project n = 1'),
      first,
    );
    assert.deepEqual(spent(fresh(), "let name = 't2'; T | where text == name | project text"), first);
    assert.deepEqual(spent(fresh(), "T | where (n < 100) and text in ('t0', 'zz') | project text"), {
      ...first,
      columns: 2,
    });
    assert.deepEqual(spent(fresh(), "table('T') | where n >= 24 | where n < 100 | project n"), first);
    assert.deepEqual(spent(fresh(), 'T | project n', '2026-06-14T08:00:00Z/PT8H'), { ...first, columns: 2 });
    assert.deepEqual(spent(fresh(), 'T | where isnotempty(text) | project text'), {
      rows: 32,
      scanned: 4,
      skipped: 0,
      columns: 4,
    });
    // what was read is there the next time
    assert.deepEqual(spent(db, 'T | where TimeGenerated < datetime(2026-06-14T07:59) | count'), {
      ...first,
      rows: 1,
      columns: 0,
    });
  });

  it('stops where take has enough', () => {
    const directory = newFolder();
    open(directory).ingest('T', hours(32));
    assert.deepEqual(spent(open(directory), 'T | take 5 | project n'), {
      rows: 5,
      scanned: 1,
      skipped: 0,
      columns: 1,
    });
  });

  it('does not push a condition past what it could change', () => {
    const db = open();
    db.ingest('T', hours(32));
    const asked = (kql: string) => db.query(kql).rows;
    assert.deepEqual(asked('T | serialize | where prev(n) == 7 | project n'), [[8]]);
    assert.deepEqual(asked('T | extend n = n + 24 | where n == 24 | count'), [[1]]);
    assert.deepEqual(asked('T | take 8 | where n == 24 | count'), [[0]]);
    assert.deepEqual(asked("T | summarize c = count() by text | where text == 't1'"), [['t1', 8]]);
    assert.deepEqual(asked('let all = materialize(T); all | where n == 24 | union (all | count) | count'), [
      [2],
    ]);
  });
});

describe('limits and faults', () => {
  it('holds no more than it may, and drops what was used longest ago', () => {
    const directory = newFolder();
    const rows = Array.from({ length: 400 }, (_, n) => ({ n, text: `${'long text '.repeat(9)}${n}` }));
    open(directory, { segmentRows: 100 }).ingest('T', rows);
    const db = open(directory, { segmentRows: 100, memoryBytes: 40_000 });
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(db.query('T | summarize dcount(text), sum(n)').rows, [[400, 79_800]]);
      assert.ok(db.memoryBytes <= 40_000, `${db.memoryBytes} bytes`);
    }
    assert.ok(db.counters.columnsRead > 8);
  });

  it('needs a directory for a limit', () => {
    assert.throws(() => createDatabase({ tables: [], now, storage: { memoryBytes: 1 } }), /directory/);
  });

  it('does not open damaged segments, and clears away half-written ones', () => {
    const directory = newFolder();
    open(directory).ingest(
      'T',
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ n })),
    );
    const [name] = readdirSync(join(directory, 'T'));
    const file = join(directory, 'T', name!);
    writeFileSync(`${file}.draft`, 'half');
    assert.equal(open(directory).count('T'), 8);
    assert.deepEqual(readdirSync(join(directory, 'T')), [name]);
    truncateSync(file, 100);
    assert.throws(() => open(directory), /segment/);
  });

  it('reads a column that came later as missing, and refuses one that changed its type', () => {
    const directory = newFolder();
    const made = (list: Column[]) =>
      createDatabase({ tables: [{ name: 'T', columns: list }], now, storage: { directory } });
    const db = made([{ name: 'a', type: 'long' }]);
    db.ingest('T', [{ a: 1 }]);
    db.flush();
    const wider = made([
      { name: 't', type: 'string' },
      { name: 'a', type: 'long' },
      { name: 'n', type: 'int' },
    ]);
    assert.deepEqual(wider.query("T | where t == '' and isnull(n)").rows, [['', 1, null]]);
    assert.deepEqual(wider.query("T | where t == 'x' or n > 0").rows, []);
    assert.throws(() => made([{ name: 'a', type: 'string' }]), /the column a is string/);
  });

  it('takes positions of a journal, and does not take rows twice', () => {
    const directory = newFolder();
    const db = open(directory);
    db.ingest('T', [{ n: 1 }, { n: 2 }], 40);
    db.ingest(
      'T',
      Array.from({ length: 10 }, (_, n) => ({ n })),
      50,
    );
    assert.equal(db.durableEnd('T'), 56);
    assert.equal(open(directory).durableEnd('T'), 56);
    assert.throws(() => db.ingest('T', [{ n: 1 }], 59), /has the rows up to 60/);
  });

  it('keeps rows in memory while the disk fails', () => {
    const directory = newFolder();
    const db = open(directory);
    rmSync(directory, { recursive: true });
    db.ingest(
      'T',
      Array.from({ length: 20 }, (_, n) => ({ n })),
    );
    assert.throws(() => db.flush(), { code: 'ENOENT' });
    assert.deepEqual([db.durableEnd('T'), db.query('T | where n > 3 | count').rows[0]], [0, [16]]);
  });
});
