import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase } from './index.ts';
import { resolveReferences } from './references.ts';

const db = createDatabase({
  tables: [{ name: 'T', columns: [{ name: 'x', type: 'long' }] }],
  functions: [
    { name: 'F', body: "workspace('Main').T | where x in (_GetWatchlist('Few') | project tolong(n))" },
  ],
  now: () => new Date('2026-03-01T12:00:00Z'),
  localNames: ['main'],
  watchlists: {
    Few: { rows: [{ n: '2' }], searchKey: 'n', updated: new Date('2026-02-01T00:00:00Z') },
    'VIP users': {
      rows: [
        { SearchKey: 'k', who: 'a "b" \\ c' },
        { SearchKey: 'l', note: 'x' },
      ],
    },
  },
});
db.ingest('T', [{ x: 1 }, { x: 2 }]);

describe('names of other places', () => {
  it('that mean this database are left out, in functions too', () => {
    assert.deepEqual(db.query('workspace("main").T | count').rows, [[2]]);
    assert.deepEqual(db.query("cluster('MAIN').database('main').T | count").rows, [[2]]);
    assert.deepEqual(db.query('union T, workspace( "main" ) . T | count').rows, [[4]]);
    assert.deepEqual(db.query('F').rows, [[2]]);
  });
  it('others are refused with their place', () => {
    const kql = 'T | union workspace("else").T';
    assert.throws(
      () => db.query(kql),
      (e: { kind: string; start: number }) =>
        e.kind === 'unsupported' && e.start === kql.indexOf('workspace'),
    );
  });
  it('leaves texts, comments and its length alone', () => {
    const kql = 'print a = "workspace(\\"x\\").T", b = \'database("y").T\' // app("z").T';
    assert.equal(resolveReferences(kql, {}), kql);
    const local = resolveReferences('app("q").T', { localNames: ['q'] });
    assert.equal(local, '         T');
  });
});

describe('_GetWatchlist', () => {
  it("gives the rows as text with Sentinel's columns", () => {
    const { columns, rows } = db.query("_GetWatchlist('Few')");
    assert.deepEqual(
      columns.map((c) => c.name),
      ['LastUpdatedTimeUTC', '_DTItemId', 'SearchKey', 'n'],
    );
    assert.deepEqual(rows, [['2026-02-01T00:00:00.0000000Z', '0', '2', '2']]);
    assert.deepEqual(db.query('_GetWatchlist("vip USERS") | project SearchKey, who, note').rows, [
      ['k', 'a "b" \\ c', ''],
      ['l', '', 'x'],
    ]);
  });
  it('refuses an alias that is not there', () => {
    assert.throws(() => db.query("_GetWatchlist('No')"), { kind: 'bind', code: 'watchlist' });
  });
});
