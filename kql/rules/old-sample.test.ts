/** A local stack that has run for weeks: its wave of each day is still news, and found. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lookalikeOn } from '../../local/sample/incidents/phishing-wave.ts';
import { sampleRows } from '../testing/sample-rows.ts';
import { arrive } from './testing/arrive.ts';
import { ruleDatabase } from './testing/rule-database.ts';
import { rules } from './testing/rules.ts';
import { runRule, sightings } from './testing/run-rule.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const first = Date.UTC(2026, 10, 2, 9);
/** As long as it takes until a domain comes again, and some days more. */
const days = Array.from({ length: 20 }, (_, index) => first + index * DAY);

describe('the phishing wave of each day', () => {
  for (const name of ['lookalike-domain', 'phishing-wave']) {
    test(name, () => {
      const rule = rules.find(({ path }) => path.endsWith(`/${name}`))!;
      const clock = new Date(first);
      const database = ruleDatabase({ now: clock });
      for (const from of days) {
        const to = from + 35 * MINUTE;
        const incidents = [{ name: 'phishing-wave', start: from + MINUTE }];
        arrive(database, 'MessageTrackingLog_CL', sampleRows({ from, to, rate: 0.1, incidents }));
        clock.setTime(to);
        const wave = JSON.stringify([lookalikeOn(from)]);
        assert.deepEqual(sightings(runRule(database, rule, clock), ['SenderDomain']), [wave]);
      }
    });
  }
});
