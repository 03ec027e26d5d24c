import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../../testing/ask.ts';

/** Who logged on when: days of January 2026. */
const logons = `datatable(who:string, day:long)[
  "ann",1, "bob",1, "ann",1, "ann",2, "cid",2, "bob",4, "dan",4, "ann",9]
  | extend at = datetime(2026-01-01) + (day - 1) * 1d + 3h`;
const period = 'datetime(2026-01-01), datetime(2026-01-04 23:59)';
const day = (n: number) => `2026-01-0${n}T00:00:00.0000000Z`;
const rows = (kql: string) => ask(kql).rows;

describe('evaluate activity_counts_metrics', () => {
  const kql = `${logons} | evaluate activity_counts_metrics(who, at, ${period}, 1d`;
  it('counts rows and ids by period, new ones and all up to then', () => {
    assert.deepEqual(ask(`${kql})`), {
      columns: ['at', 'count', 'dcount', 'new_dcount', 'aggregated_dcount'],
      rows: [
        [day(1), 3, 2, 2, 2],
        [day(2), 2, 2, 1, 3],
        [day(4), 2, 2, 1, 4],
      ],
    });
  });
  it('is sliced by dimensions', () => {
    const sliced = kql.replace('| evaluate', '| extend team = iff(who == "ann", "x", "y") | evaluate');
    assert.deepEqual(rows(`${sliced}, team)`), [
      [day(1), 'x', 2, 1, 1, 1],
      [day(1), 'y', 1, 1, 1, 1],
      [day(2), 'x', 1, 1, 0, 1],
      [day(2), 'y', 1, 1, 1, 2],
      [day(4), 'y', 2, 2, 1, 3],
    ]);
  });
  it('passes over rows without a time, and takes an id that is null for none', () => {
    const t = 'datatable(id:long, t:long)[1,0, long(null),0, 2,long(null), 1,12]';
    assert.deepEqual(rows(`${t} | evaluate activity_counts_metrics(id, t, 0, 9, 5)`), [[0, 2, 1, 1, 1]]);
    assert.deepEqual(rows(`${t} | where false | evaluate activity_counts_metrics(id, t, 0, 9, 5)`), []);
  });
  it('takes weeks from Sunday, months and years of the calendar', () => {
    const t = `datatable(who:string, at:datetime)["a",datetime(2025-12-30), "b",datetime(2026-01-03),
      "a",datetime(2026-01-04), "c",datetime(2026-02-28)]`;
    const by = (unit: string) =>
      rows(
        `${t} | evaluate activity_counts_metrics(who, at, datetime(2025-12-30), datetime(2026-03-01), "${unit}")
         | project substring(tostring(at), 0, 10), dcount, aggregated_dcount`,
      );
    assert.deepEqual(by('week'), [
      ['2025-12-28', 2, 2],
      ['2026-01-04', 1, 2],
      ['2026-02-22', 1, 3],
    ]);
    assert.deepEqual(by('month'), [
      ['2025-12-01', 1, 1],
      ['2026-01-01', 2, 2],
      ['2026-02-01', 1, 3],
    ]);
    assert.deepEqual(by('year'), [
      ['2025-01-01', 1, 1],
      ['2026-01-01', 3, 3],
    ]);
    assert.throws(() => by('day'));
  });
  it('periods begin at the start, also those of reals', () => {
    const t = 'datatable(id:long, t:real)[1,0.6, 2,1.4, 3,1.5, 4,9.0]';
    assert.deepEqual(
      rows(`${t} | evaluate activity_counts_metrics(id, t, 0.5, 2, 0.5) | project t, dcount`),
      [
        [0.5, 1],
        [1, 1],
        [1.5, 1],
      ],
    );
  });
  it('refuses a period that is not above zero and a timeline of text', () => {
    assert.throws(() => rows(`${kql.replace(/1d$/, '0d')})`), { kind: 'runtime' });
    assert.throws(() => rows(`${logons} | evaluate activity_counts_metrics(who, who, ${period}, 1d)`));
  });
});

describe('evaluate activity_metrics', () => {
  it('compares each period with the one before', () => {
    assert.deepEqual(ask(`${logons} | evaluate activity_metrics(who, at, ${period}, 1d)`), {
      columns: ['at', 'dcount_values', 'dcount_newvalues', 'retention_rate', 'churn_rate'],
      rows: [
        [day(1), 2, 2, Number.NaN, Number.NaN],
        [day(2), 2, 1, 0.5, 0.5],
        // nothing happened the day before
        [day(4), 2, 2, Number.NaN, Number.NaN],
      ],
    });
  });
  it('by dimensions each slice has periods of its own', () => {
    const kql = `${logons} | extend host = substring(who, 0, 1) | evaluate activity_metrics(who, at, ${period}, 1d, host)`;
    assert.deepEqual(rows(`${kql} | where retention_rate > 0 | project at, host, churn_rate`), [
      [day(2), 'a', 0],
    ]);
  });
});

describe('evaluate activity_engagement', () => {
  it('divides the ids of a period by those of the longer one that ends with it', () => {
    const kql = `${logons} | evaluate activity_engagement(who, at, datetime(2026-01-02), datetime(2026-01-04 23:59), 1d, 2d)`;
    assert.deepEqual(ask(kql), {
      columns: ['at', 'dcount_activities_inner', 'dcount_activities_outer', 'activity_ratio'],
      rows: [
        [day(2), 2, 3, 2 / 3],
        [day(4), 2, 2, 1],
      ],
    });
  });
  it('needs an outer period that is a multiple of the inner one', () => {
    assert.throws(() => rows(`${logons} | evaluate activity_engagement(who, at, ${period}, 2d, 3d)`), {
      kind: 'runtime',
    });
  });
});

describe('evaluate sliding_window_counts', () => {
  it('counts in the window that ends with each period', () => {
    const kql = `${logons} | evaluate sliding_window_counts(who, at, ${period}, 2d, 1d)`;
    assert.deepEqual(ask(kql), {
      columns: ['at', 'Count', 'Dcount'],
      rows: [
        [day(1), 3, 2],
        [day(2), 5, 3],
        [day(3), 2, 2],
        [day(4), 2, 2],
      ],
    });
  });
  it('looks back before the start, and rounds the window down to whole periods', () => {
    const kql = `${logons} | evaluate sliding_window_counts(who, at, datetime(2026-01-02), datetime(2026-01-02 23:59)`;
    assert.deepEqual(rows(`${kql}, 47h, 1d)`), [[day(2), 2, 2]]);
    assert.deepEqual(rows(`${kql}, 48h, 1d)`), [[day(2), 5, 3]]);
    assert.throws(() => rows(`${kql}, 1h, 1d)`), { kind: 'runtime' });
  });
});

describe('evaluate new_activity_metrics', () => {
  const metrics = (more = '') =>
    `${logons} | evaluate new_activity_metrics(who, at, ${period}, 1d${more}) | project-away retention_rate`;
  it('follows the ids first seen in a period', () => {
    assert.deepEqual(ask(metrics()), {
      columns: [
        'from_at',
        'to_at',
        'dcount_new_values',
        'dcount_retained_values',
        'dcount_churn_values',
        'churn_rate',
      ],
      rows: [
        [day(1), day(1), 2, 2, 0, 0],
        [day(1), day(2), 1, 1, 1, 0.5],
        [day(1), day(3), 0, 0, 2, 1],
        [day(1), day(4), 1, 1, 1, 0.5],
        [day(2), day(2), 1, 1, 0, 0],
        [day(2), day(3), 0, 0, 1, 1],
        [day(2), day(4), 1, 0, 1, 1],
        [day(4), day(4), 1, 1, 0, 0],
      ],
    });
  });
  it('takes one cohort, and dimensions', () => {
    assert.deepEqual(
      rows(`${metrics(', datetime(2026-01-04)')} | project from_at, to_at, dcount_new_values`),
      [[day(4), day(4), 1]],
    );
    const sliced = metrics(', datetime(2026-01-01), who').replace(
      '| evaluate',
      '| where who != "ann" | evaluate',
    );
    assert.deepEqual(rows(`${sliced} | where to_at == datetime(2026-01-04) | project who, churn_rate`), [
      ['bob', 0],
    ]);
  });
  it('is refused with a table of the ids of before', () => {
    assert.throws(() => rows(metrics(', datetime(2026-01-01), (print x = "ann")')), { kind: 'unsupported' });
  });
});

describe('evaluate rolling_percentile', () => {
  const t = 'datatable(v:long, t:long, k:string)[5,0,"a", 1,1,"a", 9,2,"b", 3,10,"a", 7,11,"b", 4,31,"a"]';
  it('takes the values of the bins that end with each bin', () => {
    assert.deepEqual(ask(`${t} | evaluate rolling_percentile(v, 50, t, 10, 2)`), {
      columns: ['t', 'rolling_2_percentile_v_50'],
      rows: [
        [0, 5],
        [10, 5],
        [30, 4],
      ],
    });
  });
  it('is sliced by dimensions, and passes over nulls', () => {
    const kql = `union (${t}), (print v = long(null), t = 12, k = "b"), (print v = 8, t = long(null), k = "b")
      | evaluate rolling_percentile(v, 100, t, 10, 1, k) | sort by t asc, k asc`;
    assert.deepEqual(rows(kql), [
      [0, 'a', 5],
      [0, 'b', 9],
      [10, 'a', 3],
      [10, 'b', 7],
      [30, 'a', 4],
    ]);
    assert.deepEqual(rows(`${t} | where false | evaluate rolling_percentile(v, 50, t, 10, 2)`), []);
  });
  it('bins datetimes as bin() does', () => {
    const kql = `${logons} | evaluate rolling_percentile(day, 50, at, 2d, 1) | take 1`;
    assert.deepEqual(rows(kql)[0]![0], rows('print bin(datetime(2026-01-01 03:00), 2d)')[0]![0]);
  });
});
