import type { ArmValue } from './arm-value.ts';

const columns = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Computer', type: 'string' },
];

/** In place of the files of infra/generated: one or two rows each, in the shape of the real ones. */
export const sampleFiles: Readonly<Record<string, ArmValue>> = {
  'generated/tables.json': ['MessageTrackingLog_CL', 'MailflowHealth_CL'].map((name) => ({
    name,
    description: `[sample] ${name}]`,
    columns: columns.map((column) => ({ ...column, description: 'sample' })),
  })),
  'generated/ingestion-dcr.json': rule('Custom-Sample'),
  'generated/agent-dcr.json': rule('Custom-SampleText'),
  'generated/content/functions.json': [
    {
      alias: 'SampleFunction',
      displayName: 'SampleFunction',
      parameters: 'since:timespan=1d',
      description: 'sample',
      query: 'MessageTrackingLog_CL | where TimeGenerated > ago(since)',
    },
  ],
  'generated/content/hunting-queries.json': [
    {
      id: '55555555-5555-5555-5555-555555555555',
      displayName: 'Sample hunting query',
      description: 'sample',
      query: 'MessageTrackingLog_CL',
      tactics: 'Collection',
      techniques: 'T1114',
    },
  ],
  'generated/content/analytics-rules.json': [
    {
      id: '66666666-6666-6666-6666-666666666666',
      displayName: 'Sample rule',
      description: 'sample',
      severity: 'Medium',
      query: 'MessageTrackingLog_CL',
      queryFrequency: 'PT1H',
      queryPeriod: 'PT1H',
      triggerOperator: 'GreaterThan',
      triggerThreshold: 0,
      tactics: ['Collection'],
      techniques: ['T1114'],
      entityMappings: null,
      customDetails: null,
      alertDetailsOverride: null,
      aggregationKind: 'SingleAlert',
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
    },
  ],
  'generated/content/workbooks.json': [
    {
      key: 'sample',
      displayName: 'Sample',
      description: 'sample',
      serializedData: '{"version":"Notebook/1.0"}',
    },
  ],
  'generated/content/alert-rules.json': [
    {
      key: 'sample',
      displayName: 'Sample alert',
      description: 'sample',
      severity: 3,
      evaluationFrequency: 'PT5M',
      windowSize: 'PT15M',
      timeAggregation: 'Count',
      metricMeasureColumn: null,
      dimensions: [],
      operator: 'GreaterThan',
      threshold: 0,
      autoMitigate: true,
      query: 'MailflowHealth_CL',
    },
  ],
};

function rule(stream: string): ArmValue {
  return {
    streamDeclarations: { [stream]: { columns } },
    dataFlows: [{ streams: [stream], outputStream: 'Custom-MessageTrackingLog_CL', transformKql: 'source' }],
  };
}
