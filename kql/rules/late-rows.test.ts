/**
 * Rows that reach the workspace behind the run that would have seen them by their own time: each rule still finds the guilty, and in
 * one run only. Why the rules go by arrival: docs/adr/0005-rules-go-by-arrival.md.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Row } from '../testing/content-database.ts';
import { arrive } from './testing/arrive.ts';
import { NOW } from './testing/records.ts';
import type { RuleCase } from './testing/rule-case.ts';
import { ruleDatabase } from './testing/rule-database.ts';
import { caseOf, milliseconds, type Rule, rules } from './testing/rules.ts';
import { expected, runRule, sightings } from './testing/run-rule.ts';

const MINUTE = 60_000;

/** Rows that came between two runs. */
type Due = readonly (readonly [table: string, row: Row])[];

/**
 * What the rule finds in each of its runs from `NOW` on, when the rows of the last window come so much later than they were written.
 * @param behind how long a run is carried out behind its time: what comes meanwhile is there already
 */
function runs(rule: Rule, { rows, watchlists, finds }: RuleCase, delay: number, behind = 0): string[][] {
  const step = milliseconds(rule.queryFrequency);
  const clock = new Date(NOW);
  const database = ruleDatabase({ now: clock, watchlists });
  const late = (row: Row) => {
    const written = Date.parse(row.TimeGenerated as string);
    return written > NOW.getTime() - step ? written + delay : written;
  };
  const all = Object.entries(rows).flatMap(([table, stored]) => stored.map((row) => [table, row] as const));
  const found: string[][] = [];
  let since = 0;
  for (let time = NOW.getTime(); time < NOW.getTime() + delay + 2 * step; time += step) {
    const due: Due = all.filter(([, row]) => late(row) > since && late(row) <= time + behind);
    since = time + behind;
    for (const [table, row] of due) arrive(database, table, [row], late);
    clock.setTime(time);
    found.push(sightings(runRule(database, rule, clock), Object.keys(finds[0]!)));
  }
  return found;
}

for (const minutes of [40, 300]) {
  describe(`rows that come ${minutes} minutes late`, () => {
    for (const rule of rules) {
      test(rule.path, async (t) => {
        const example = await caseOf(rule);
        if (example.lasts) return t.skip('tells of a state');
        if (minutes * MINUTE > milliseconds(rule.queryPeriod)) return t.skip('later than it looks back');
        const found = runs(rule, example, minutes * MINUTE);
        const seen = found.filter((sighted) => sighted.length > 0);
        assert.equal(seen.length, 1, `found in ${seen.length} of ${found.length} runs`);
        assert.deepEqual(seen[0], expected(example.finds, Object.keys(example.finds[0]!)));
      });
    }
  });
}

describe('rows that come when a run is due and not yet carried out', () => {
  for (const rule of rules) {
    test(rule.path, async (t) => {
      const example = await caseOf(rule);
      if (example.lasts) return t.skip('tells of a state');
      const step = milliseconds(rule.queryFrequency);
      const found = runs(rule, example, step, step);
      assert.equal(found.filter((sighted) => sighted.length > 0).length, 1);
    });
  }
});

test('a state is said again', async () => {
  for (const rule of rules) {
    const { lasts, rows, watchlists } = await caseOf(rule);
    if (!lasts) continue;
    const clock = new Date(NOW);
    const database = ruleDatabase({ now: clock, watchlists });
    for (const [table, stored] of Object.entries(rows)) arrive(database, table, stored);
    for (const minutes of [0, 5]) {
      clock.setTime(NOW.getTime() + minutes * MINUTE);
      assert.notEqual(runRule(database, rule, clock).rows.length, 0, rule.path);
    }
  }
});
