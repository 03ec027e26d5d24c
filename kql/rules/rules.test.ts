import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { stopCoverage, takeCoverage } from 'node:v8';
import { incidents } from '../../local/sample/incidents/schedule.ts';
import { arrive } from './testing/arrive.ts';
import { addIncident, baseline } from './testing/baseline.ts';
import { NOW } from './testing/records.ts';
import { ruleDatabase } from './testing/rule-database.ts';
import { caseOf, rules } from './testing/rules.ts';
import { expected, runRule, sightings } from './testing/run-rule.ts';

/** Some 400 runs over the week of mail, which take five minutes: after a change of rules, incidents or functions. */
const everyRule = process.env.EVERY_RULE === '1';
const cases = new Map(await Promise.all(rules.map(async (rule) => [rule, await caseOf(rule)] as const)));

describe('the guilty alone are found', () => {
  for (const [rule, { rows, watchlists, finds, needsAcceptedDomains }] of cases) {
    for (const accepted of [true, false]) {
      test(`${rule.path}${accepted ? '' : ', accepted domains unknown'}`, () => {
        const database = ruleDatabase({ now: NOW, accepted, watchlists });
        for (const [table, stored] of Object.entries(rows)) arrive(database, table, stored);
        const names = Object.keys(finds[0]!);
        const found = sightings(runRule(database, rule, NOW), names);
        assert.deepEqual(found, !accepted && needsAcceptedDomains ? [] : expected(finds, names));
      });
    }
  }
});

test('of what is over, nothing is said', () => {
  for (const [rule, { quiet, watchlists }] of cases) {
    if (quiet === undefined) continue;
    const database = ruleDatabase({ now: NOW, watchlists });
    for (const [table, stored] of Object.entries(quiet)) arrive(database, table, stored);
    assert.deepEqual(runRule(database, rule, NOW).rows, [], rule.path);
  }
});

describe('the clean baseline', () => {
  before(() => {
    // From here on the same code runs over a week of mail again and again. Counting its lines would take longer than running it.
    takeCoverage();
    stopCoverage();
    baseline();
  });
  test('has 100,000 messages', () => {
    const query = 'MessageTrackingLog_CL | distinct networkMessageId | count';
    const [messages] = baseline().database.query(query).rows.flat();
    assert.ok((messages as number) >= 100_000, String(messages));
  });
  for (const [rule, { noise = 0 }] of cases) {
    test(rule.path, () => {
      const { database, clock, moment } = baseline();
      clock.setTime(moment);
      const { columns, rows } = runRule(database, rule, clock);
      const shown = JSON.stringify(rows.slice(0, 3)).slice(0, 600);
      assert.ok(rows.length <= noise, `${rows.length} rows: ${columns.map(({ name }) => name)} ${shown}`);
    });
  }
});

describe('incidents of the sample organisation', () => {
  const found = (name: string) => [...cases].filter(([, { incidents }]) => incidents?.[name] !== undefined);

  for (const { name } of incidents) {
    describe(name, () => {
      let happened: ReturnType<typeof addIncident>;
      before(() => {
        happened = addIncident(name);
      });
      test('is found', () => assert.notEqual(found(name).length, 0));
      for (const [rule, { incidents = {} }] of found(name)) {
        test(rule.path, () => {
          const { minutes, finds } = incidents[name]!;
          const { database, clock } = baseline();
          clock.setTime(happened.start + minutes * 60_000);
          const wanted = finds(happened.guilty);
          const columns = Object.keys(wanted[0]!);
          assert.deepEqual(sightings(runRule(database, rule, clock), columns), expected(wanted, columns));
        });
      }
      test('no other rule takes it for something else', { skip: !everyRule && 'with EVERY_RULE=1' }, () => {
        const { database, clock } = baseline();
        const names = found(name).map(([{ path }]) => path);
        clock.setTime(happened.start + 35 * 60_000);
        for (const rule of rules.filter(({ path }) => !names.includes(path))) {
          assert.equal(runRule(database, rule, clock).rows.length, 0, rule.path);
        }
      });
    });
  }
});
