import type { TableDeclaration } from '../kql-engine/index.ts';

/**
 * Tables of Azure Monitor and Microsoft Sentinel that rules read beside ours, with the columns that they use. A workspace has
 * them, with or without rows; in the stack they are empty.
 * Source: learn.microsoft.com, Azure Monitor tables reference, DCRLogErrors and ThreatIntelIndicators.
 */
export const foreignTables: readonly TableDeclaration[] = [
  {
    name: 'DCRLogErrors',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'InputStreamId', type: 'string' },
      { name: 'Message', type: 'string' },
      { name: 'OperationName', type: 'string' },
      { name: '_ResourceId', type: 'string' },
    ],
  },
  {
    name: 'ThreatIntelIndicators',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'Id', type: 'string' },
      { name: 'ObservableKey', type: 'string' },
      { name: 'ObservableValue', type: 'string' },
      { name: 'Confidence', type: 'int' },
      { name: 'IsActive', type: 'bool' },
      { name: 'ValidUntil', type: 'datetime' },
    ],
  },
];
