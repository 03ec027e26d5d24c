import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyticsRule, analyticsRules, isoDuration } from './analytics-rules.ts';

test('a rule in the format of Azure-Sentinel becomes the resource', () => {
  const rule = analyticsRule({
    value: {
      id: '5f0c7f3c-2f3b-4e8f-8a71-0a8d6d0f0001',
      name: 'n',
      description: 'd\n',
      severity: 'Medium',
      queryFrequency: '15m',
      queryPeriod: '14d',
      triggerOperator: 'gt',
      triggerThreshold: 0,
      tactics: ['Exfiltration'],
      relevantTechniques: ['T1114.003', 'T1114', 'T1048'],
      query: 'T\n| take 1\n',
      entityMappings: [{ entityType: 'Mailbox' }],
      eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
      version: '1.0.0',
      kind: 'Scheduled',
    },
  });
  assert.deepEqual(rule, {
    id: '5f0c7f3c-2f3b-4e8f-8a71-0a8d6d0f0001',
    displayName: 'n',
    description: 'd',
    severity: 'Medium',
    query: 'T\n| take 1',
    queryFrequency: 'PT15M',
    queryPeriod: 'P14D',
    triggerOperator: 'GreaterThan',
    triggerThreshold: 0,
    tactics: ['Exfiltration'],
    techniques: ['T1114', 'T1048'],
    entityMappings: [{ entityType: 'Mailbox' }],
    customDetails: null,
    alertDetailsOverride: null,
    aggregationKind: 'AlertPerResult',
    incidentConfiguration: {
      createIncident: true,
      groupingConfiguration: {
        enabled: false,
        reopenClosedIncident: false,
        lookbackDuration: 'PT5H',
        matchingMethod: 'AllEntities',
      },
    },
    version: '1.0.0',
  });
});

test('a rule that tells of a state has its alerts in one incident', () => {
  const silent = analyticsRules().find(({ displayName }) => displayName.includes('has gone silent'));
  assert.deepEqual(silent!.incidentConfiguration, {
    createIncident: true,
    groupingConfiguration: {
      enabled: true,
      reopenClosedIncident: false,
      lookbackDuration: 'P1D',
      matchingMethod: 'AllEntities',
    },
  });
});

test('durations', () => {
  assert.equal(isoDuration('5m'), 'PT5M');
  assert.equal(isoDuration('1h'), 'PT1H');
  assert.equal(isoDuration('1d'), 'P1D');
  assert.throws(() => isoDuration('PT5M'), /no duration/);
});
