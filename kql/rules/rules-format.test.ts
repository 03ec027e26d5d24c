import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { analyticsRules } from '../../infra/analytics-rules.ts';
import { diagnostics } from '../testing/diagnostics.ts';
import { entityIdentifiers, tacticsOf } from '../testing/known-names.ts';
import { NOW } from './testing/records.ts';
import { ruleDatabase } from './testing/rule-database.ts';
import { caseOf, milliseconds, type Rule, rules } from './testing/rules.ts';

/**
 * What was published: for each rule the hash of what it does, by version. A changed rule needs a new version; then
 * `RECORD_VERSIONS=1 node --test kql/rules/rules-format.test.ts` writes it down.
 */
const versionsFile = new URL('versions.json', import.meta.url);
type Versions = Record<string, Record<string, string>>;
const DAY = 86_400_000;

/** Limits of scheduled rules, from the validator of the repository Azure-Sentinel and Microsoft's page on service limits. */
const limits = {
  query: 10_000,
  name: 256,
  description: 5000,
  details: 20,
  entities: 10,
  fields: 3,
  /** Of alertDisplayNameFormat, and the columns that it may name. */
  title: 256,
  named: 3,
};

/** Rules for which both sides of a rate, or both records of a message, have to be there: see docs/adr/0005-rules-go-by-arrival.md. */
const byTheirTime = new Set(
  [
    'operations/silent-server',
    'security/journaling-stopped',
    'security/transport-rule-bypass',
    'security/transport-rule-stopped',
  ].map((path) => `kql/rules/${path}`),
);

const database = ruleDatabase({ now: NOW });
const columnsOf = (rule: Rule) => database.query(rule.query).columns.map(({ name }) => name);

test('there are rules enough, and each has an id, a name and a file of its own', () => {
  assert.ok(rules.length >= 30);
  for (const key of ['id', 'name', 'path'] as const) {
    assert.equal(new Set(rules.map((rule) => rule[key])).size, rules.length, key);
  }
  assert.equal(analyticsRules().length, rules.length);
});

test('the binder warns where there is something to warn of', () => {
  assert.match(diagnostics('MailFlow | where NoSuch == 1')[0] ?? '', /NoSuch/);
});

for (const rule of rules) {
  describe(rule.path, () => {
    test('fields and limits', () => {
      assert.match(rule.id, /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.match(rule.version, /^\d+\.\d+\.\d+$/);
      assert.match(rule.name, /^(?:Mail flow|Collection) - [a-z]|^(?:Mail flow|Collection) - Azure/);
      assert.ok(rule.name.length <= limits.name);
      assert.ok(rule.description.length >= 80 && rule.description.length <= limits.description);
      assert.ok(['Informational', 'Low', 'Medium', 'High'].includes(rule.severity));
      assert.deepEqual(rule.requiredDataConnectors, []);
      assert.equal(rule.kind, 'Scheduled');
      assert.equal(rule.triggerOperator, 'gt');
      assert.equal(rule.triggerThreshold, 0);
      assert.ok(['SingleAlert', 'AlertPerResult'].includes(rule.eventGroupingSettings.aggregationKind));
      assert.ok(rule.query.length <= limits.query, `${rule.query.length} characters`);
    });

    test('binds without an error or a warning', () => {
      assert.deepEqual(diagnostics(rule.query), []);
    });

    test('frequency and period', () => {
      const [frequency, period] = [milliseconds(rule.queryFrequency), milliseconds(rule.queryPeriod)];
      assert.ok(frequency >= 300_000 && period <= 14 * DAY);
      assert.ok(period >= frequency);
      // Where it looks back two days or more, a rule may run once an hour at most.
      if (period >= 2 * DAY) assert.ok(frequency >= 3_600_000);
      for (const [, back] of rule.query.matchAll(/ago\((\d+[mhd])\)/g)) {
        assert.ok(milliseconds(back!) <= period, `it reads back ${back}`);
      }
    });

    test('what arrived since the last run is new, and no other', () => {
      const frequency = milliseconds(rule.queryFrequency);
      const query = rule.query.replaceAll(
        /\bwindow\b/g,
        /let window = (\w+);/.exec(rule.query)?.[1] ?? 'window',
      );
      const windows = [
        ...query.matchAll(/MailArrivals\((\w+)\)/g),
        ...query.matchAll(/MailTopSenders\((\w+)/g),
        ...query.matchAll(/MailForwards\(ago\(1d\), now\(\), ago\((\w+)\)\)/g),
        ...query.matchAll(/\(ago\(1d\), false, ago\((\w+)\)\)/g),
        ...query.matchAll(/ingestion_time\(\) > ago\((\w+)\)/g),
      ].map(([, window]) => window!);
      for (const window of windows) assert.equal(milliseconds(window), frequency, window);
      if (query.includes('MailArrivals')) assert.ok(milliseconds(rule.queryPeriod) >= DAY);
      // What else reads records goes by their own time, and says why.
      if (windows.length === 0 && rule.query.includes('MailFlow('))
        assert.ok(byTheirTime.has(rule.path), rule.path);
    });

    test('the title of an alert names the guilty', () => {
      const { alertDisplayNameFormat: title = '', ...others } = rule.alertDetailsOverride ?? {};
      assert.deepEqual(others, {});
      assert.ok(title.length > 0 && title.length <= limits.title);
      const named = [...title.matchAll(/\{\{(.*?)\}\}/g)].map(([, column]) => column!);
      assert.ok(named.length >= 1 && named.length <= limits.named);
      const columns = columnsOf(rule);
      for (const column of named) assert.ok(columns.includes(column), `${column} is not among ${columns}`);
    });

    test('alerts of a state are one incident', async () => {
      const { lasts = false } = await caseOf(rule);
      assert.equal(rule.incidentConfiguration !== undefined, lasts);
      if (!lasts) return;
      // As in the repository Azure-Sentinel; what is seen in each run is one incident a day.
      assert.deepEqual(rule.incidentConfiguration, {
        createIncident: true,
        groupingConfiguration: {
          enabled: true,
          reopenClosedIncident: false,
          lookbackDuration: '1d',
          matchingMethod: 'AllEntities',
        },
      });
    });

    test('tactics and techniques', () => {
      assert.ok(rule.tactics.length > 0 && rule.relevantTechniques.length > 0);
      const covered = new Set<string>();
      for (const technique of rule.relevantTechniques) {
        const known = tacticsOf[technique.split('.')[0]!];
        assert.ok(known, `${technique} is not in the table`);
        const common = known.filter((tactic) => rule.tactics.includes(tactic));
        assert.ok(common.length > 0, `${technique} belongs to none of the tactics`);
        for (const tactic of common) covered.add(tactic);
      }
      assert.deepEqual([...rule.tactics].sort(), [...covered].sort());
    });

    test('entities and details are columns of the result', () => {
      const columns = columnsOf(rule);
      const { entityMappings, customDetails = {} } = rule;
      assert.ok(entityMappings.length >= 1 && entityMappings.length <= limits.entities);
      for (const { entityType, fieldMappings } of entityMappings) {
        assert.ok(fieldMappings.length >= 1 && fieldMappings.length <= limits.fields);
        for (const { identifier, columnName } of fieldMappings) {
          assert.ok(entityIdentifiers[entityType]?.includes(identifier), `${entityType} ${identifier}`);
          assert.ok(columns.includes(columnName), `${columnName} is not among ${columns}`);
        }
      }
      assert.ok(Object.keys(customDetails).length <= limits.details);
      for (const [key, column] of Object.entries(customDetails)) {
        assert.match(key, /^[A-Za-z]\w{0,19}$/);
        assert.ok(columns.includes(column), `${column} is not among ${columns}`);
      }
    });
  });
}

test('a changed rule has a new version', () => {
  const versions = JSON.parse(readFileSync(versionsFile, 'utf8')) as Versions;
  const changed = rules.filter((rule) => versions[rule.id]?.[rule.version] !== hashOf(rule));
  const spoilt = changed.filter((rule) => versions[rule.id]?.[rule.version] !== undefined);
  assert.deepEqual(
    spoilt.map(({ path }) => path),
    [],
    'these were changed: raise their version',
  );
  if (process.env.RECORD_VERSIONS === '1') {
    for (const rule of changed) versions[rule.id] = { ...versions[rule.id], [rule.version]: hashOf(rule) };
    writeFileSync(versionsFile, `${JSON.stringify(versions, null, 2)}\n`);
    return;
  }
  assert.deepEqual(
    changed.map(({ path }) => path),
    [],
    'these are new: record them with RECORD_VERSIONS=1',
  );
  const ids = new Set(rules.map(({ id }) => id));
  for (const id of Object.keys(versions)) assert.ok(ids.has(id), `${id} is gone: an id is for ever`);
});

/** Of everything that changes what a rule finds or raises; not of its words. */
function hashOf({
  query,
  queryFrequency,
  queryPeriod,
  triggerOperator,
  triggerThreshold,
  ...rule
}: Rule): string {
  const { severity, tactics, relevantTechniques, entityMappings, customDetails, eventGroupingSettings } =
    rule;
  const incidents = rule.incidentConfiguration === undefined ? [] : [rule.incidentConfiguration];
  const schedule = [queryFrequency, queryPeriod, triggerOperator, triggerThreshold, severity];
  const rest = [
    tactics,
    relevantTechniques,
    entityMappings,
    customDetails ?? {},
    eventGroupingSettings,
    ...incidents,
  ];
  return createHash('sha256')
    .update(JSON.stringify([query.trim(), schedule, rest]))
    .digest('hex')
    .slice(0, 16);
}
