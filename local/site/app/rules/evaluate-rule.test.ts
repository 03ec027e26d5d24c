import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertRule } from '../../../../infra/alert-rules.ts';
import { analyticsRule } from '../../../../infra/analytics-rules.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { durationMs, durationText, fromMetric, fromScheduled } from './rule.ts';

const scheduled = analyticsRule({
  value: {
    id: 'x',
    name: 'Many messages',
    description: 'A sender writes a lot.',
    severity: 'Medium',
    query: 'T',
    queryFrequency: '1h',
    queryPeriod: '1d',
    triggerOperator: 'gt',
    triggerThreshold: 1,
    tactics: ['InitialAccess'],
    relevantTechniques: ['T1566'],
    entityMappings: [
      {
        entityType: 'Mailbox',
        fieldMappings: [{ identifier: 'MailboxPrimaryAddress', columnName: 'Sender' }],
      },
      { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'Ip' }] },
    ],
    customDetails: { Subjects: 'Subject' },
    alertDetailsOverride: {
      alertDisplayNameFormat: '{{Sender}} writes a lot',
      alertSeverityColumnName: 'Grade',
    },
    version: '1.0.0',
  },
});
const table = {
  name: 'PrimaryResult',
  columns: ['Sender', 'Ip', 'Subject', 'Grade'].map((name) => ({ name, type: 'string' })),
  rows: [
    ['a@x', '10.0.0.1', 'one', 'High'],
    ['a@x', null, 'two', 'Low'],
  ],
};

test('one alert for all rows has the entities of all and the details of the first', () => {
  const [alert, ...others] = evaluateRule(fromScheduled(scheduled), table);
  assert.equal(others.length, 0);
  assert.equal(alert!.title, 'a@x writes a lot');
  assert.equal(alert!.severity, 'High');
  assert.deepEqual(alert!.entities, [
    { type: 'Mailbox', fields: [['MailboxPrimaryAddress', 'a@x']] },
    { type: 'IP', fields: [['Address', '10.0.0.1']] },
  ]);
  assert.deepEqual(alert!.details, [['Subjects', 'one, two']]);
  assert.equal(alert!.rows.length, 2);
});

test('an alert a row, and none below the threshold', () => {
  const each = fromScheduled({ ...scheduled, aggregationKind: 'AlertPerResult' });
  assert.deepEqual(
    evaluateRule(each, table).map(({ severity, rows }) => [severity, rows.length]),
    [
      ['High', 1],
      ['Low', 1],
    ],
  );
  assert.deepEqual(evaluateRule(each, { ...table, rows: table.rows.slice(1) }), []);
});

test('a measure is taken for each combination of the dimensions', () => {
  const rule: AlertRule = {
    key: 'lag',
    displayName: 'Lag',
    description: '',
    severity: 2,
    evaluationFrequency: 'PT5M',
    windowSize: 'PT15M',
    timeAggregation: 'Minimum',
    metricMeasureColumn: 'Lag',
    dimensions: [{ name: 'Server', operator: 'Include', values: ['*'] }],
    operator: 'GreaterThan',
    threshold: 10,
    autoMitigate: true,
    query: 'T',
  };
  const lags = {
    name: 'PrimaryResult',
    columns: [
      { name: 'Server', type: 'string' },
      { name: 'Lag', type: 'real' },
    ],
    rows: [
      ['A', 50],
      ['B', 50],
      ['A', 5],
      ['B', 20],
      ['C', null],
    ],
  };
  const alerts = (more: Partial<AlertRule>) =>
    evaluateRule(fromMetric({ ...rule, ...more }), lags).map(({ details }) =>
      details.map(([, text]) => text),
    );
  assert.deepEqual(alerts({}), [['B', '20']]);
  assert.deepEqual(alerts({ timeAggregation: 'Total' }), [
    ['A', '55'],
    ['B', '70'],
  ]);
  assert.deepEqual(alerts({ timeAggregation: 'Average', dimensions: [], threshold: 31 }), [['31.25']]);
  assert.deepEqual(alerts({ timeAggregation: 'Count', threshold: 1 }), [
    ['A', '2'],
    ['B', '2'],
  ]);
  assert.equal(fromMetric(rule).condition, 'minimum of Lag > 10, by Server');
});

test('durations', () => {
  assert.equal(durationText('P1DT2H30M'), '1 day 2 hours 30 minutes');
  assert.equal(durationMs('P1DT1M'), 86_460_000);
});
