import type { ArmObject } from './arm-value.ts';
import { type Cloud, clouds } from './clouds.ts';
import type { Place } from './functions/resource-id.ts';

/** A deployment that a person might ask for. */
export interface ParameterSet {
  readonly name: string;
  readonly cloud: Cloud;
  readonly parameters: ArmObject;
}

/** Where all of them go. */
export const home: Place = {
  subscriptionId: '11111111-1111-1111-1111-111111111111',
  resourceGroup: 'rg-mailflow',
};
const otherSubscription = '/subscriptions/22222222-2222-2222-2222-222222222222';
const group = `/subscriptions/${home.subscriptionId}/resourceGroups/${home.resourceGroup}`;

/** The resource groups, with their regions. */
export const groups: ReadonlyMap<string, string> = new Map([
  [group.toLowerCase(), 'westeurope'],
  [`${otherSubscription}/resourcegroups/rg-security`, 'northeurope'],
  [`${otherSubscription}/resourcegroups/rg-servers-berlin`, 'germanywestcentral'],
  [`${otherSubscription}/resourcegroups/rg-servers-oslo`, 'norwayeast'],
]);

const workspaceResourceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/law-mail`;
const otherWorkspace = `${otherSubscription}/resourceGroups/rg-security/providers/Microsoft.OperationalInsights/workspaces/law-sentinel`;
const actionGroup = `${group}/providers/Microsoft.Insights/actionGroups/ag-mail`;
const machines = ['berlin/EX01', 'berlin/EX02', 'oslo/EX01'].map((name) => {
  const [site, machine] = name.split('/');
  return `${otherSubscription}/resourceGroups/rg-servers-${site}/providers/Microsoft.HybridCompute/machines/${machine}`;
});
const agents = ['33333333-3333-3333-3333-333333333331', '33333333-3333-3333-3333-333333333332'];
const readers = ['44444444-4444-4444-4444-444444444441'];

/** What is there before the first deployment, with the region of each. */
export const existing: readonly (readonly [string, string])[] = [
  [workspaceResourceId, 'northeurope'],
  [otherWorkspace, 'northeurope'],
  [actionGroup, 'global'],
  ...machines.map((machine) => [machine, 'germanywestcentral'] as const),
];

const everything = {
  functions: true,
  huntingQueries: true,
  analyticsRules: true,
  workbooks: true,
  alertRules: true,
};
const nothing = {
  functions: false,
  huntingQueries: false,
  analyticsRules: false,
  workbooks: false,
  alertRules: false,
};

export const parameterSets: readonly ParameterSet[] = [
  { name: 'defaults', cloud: clouds.AzureCloud, parameters: { workspaceResourceId } },
  {
    name: 'private-network',
    cloud: clouds.AzureCloud,
    parameters: {
      workspaceResourceId,
      network: { private: true, addressPrefix: '10.20.0.0/22' },
      tags: { costCentre: '4711' },
      agentPrincipalIds: agents,
      archive: { coolAfterDays: 7, archiveAfterDays: 30, deleteAfterDays: 0, redundancy: 'Standard_ZRS' },
    },
  },
  {
    name: 'option-6-table',
    cloud: clouds.AzureCloud,
    parameters: {
      workspaceResourceId: otherWorkspace,
      name: 'Mail-Flow-Prod-1',
      trackingTable: { plan: 'Analytics', retentionInDays: 90, totalRetentionInDays: 730 },
      healthRetentionInDays: 60,
      sentinel: true,
      content: everything,
      actionGroupResourceIds: [actionGroup],
    },
  },
  {
    name: 'exchange-online-only',
    cloud: clouds.AzureCloud,
    parameters: {
      workspaceResourceId,
      collectServers: false,
      messageTrace: { enabled: true, lookBackHours: 24, details: true },
      acceptedDomains: ['contoso.com', '*.contoso.com'],
      packageUri: '',
      writeTables: false,
    },
  },
  {
    name: 'azure-monitor-agent',
    cloud: clouds.AzureCloud,
    parameters: {
      workspaceResourceId,
      azureMonitorAgent: true,
      arcMachineResourceIds: machines,
      agentFilePatterns: ['D:\\Logs\\MessageTracking\\*.log'],
      agentPrincipalIds: agents,
      readerPrincipalIds: readers,
      nodeVersion: '24',
    },
  },
  {
    name: 'us-government',
    cloud: clouds.AzureUSGovernment,
    parameters: {
      workspaceResourceId,
      network: { private: true },
      azureMonitorAgent: true,
      arcMachineResourceIds: machines,
    },
  },
  {
    name: 'china',
    cloud: clouds.AzureChinaCloud,
    parameters: {
      workspaceResourceId,
      network: { private: true },
      trackingTable: { plan: 'Auxiliary' },
      content: nothing,
    },
  },
  {
    name: 'everything-off',
    cloud: clouds.AzureCloud,
    parameters: {
      workspaceResourceId,
      collectServers: false,
      messageTrace: { enabled: false },
      trackingTable: { plan: 'Basic', totalRetentionInDays: 365 },
      content: nothing,
      network: { private: true },
    },
  },
];
