import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parameterProblems, type TemplateParameters } from '../test/doubles/parameter-problems.ts';
import { type Control, type FormDefinition, PortalForm } from '../test/doubles/portal-form.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const definition = read('createUiDefinition.json') as FormDefinition;
const template = read('azuredeploy.json') as TemplateParameters;
const workspace = {
  id: '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law',
};
const principal = '11111111-2222-3333-4444-555555555555';

/** The form with a workspace, and with what else a person fills in. */
function form(filled: Record<string, unknown> = {}): PortalForm {
  return new PortalForm(definition, { 'basics.workspace': workspace, ...filled });
}

/** What the form hands over, after the portal and Resource Manager have found nothing wrong. */
function parameters(filled: Record<string, unknown> = {}): Record<string, unknown> {
  const shown = form(filled);
  assert.deepEqual(shown.problems(), []);
  const values = shown.outputs();
  assert.deepEqual(parameterProblems(template, values), []);
  return values;
}

/** What the template fills in where it is left out; the form always says it. */
const explicit: Record<string, object> = {
  messageTrace: { lookBackHours: 48, details: false },
  archive: { redundancy: 'Standard_LRS' },
};

test('with its defaults the form needs nothing but a workspace', () => {
  assert.deepEqual(new PortalForm(definition).problems(), ['basics.workspace: is needed']);
  const values = parameters();
  for (const [name, value] of Object.entries(values)) {
    const { defaultValue } = template.parameters[name]!;
    if (defaultValue === undefined || name === 'location') continue;
    const known = { ...explicit[name], ...(defaultValue as object) };
    const wanted = typeof value === 'object' && !Array.isArray(value) ? known : defaultValue;
    assert.deepEqual(value, wanted, `${name}: the form's default is not the template's`);
  }
  assert.equal(values.workspaceResourceId, workspace.id);
});

test('every parameter is in the form, but for those that need no person', () => {
  const left = Object.keys(template.parameters).filter(
    (name) => !Object.hasOwn(definition.parameters.outputs, name),
  );
  // Tags are given by policies or later in the portal; the address of the code follows the release; what to filter shows
  // in the rows of some days.
  assert.deepEqual(left.sort(), ['filter', 'packageUri', 'tags']);
});

test('what a person fills in arrives', () => {
  const machine = '/subscriptions/s/resourceGroups/r/providers/Microsoft.HybridCompute/machines/EX01';
  const group = '/subscriptions/s/resourceGroups/r/providers/microsoft.insights/actionGroups/mail';
  const values = parameters({
    'basics.name': 'mail-2',
    'sources.what': 'both',
    'sources.servers.agentPrincipalIds': `${principal}, ${principal.replace('1', '2')}`,
    'sources.servers.azureMonitorAgent': true,
    'sources.servers.agentFilePatterns': 'D:\\Logs\\A B\\*.log, E:\\Logs\\*.log',
    'sources.servers.arcMachineResourceIds': machine,
    'sources.online.acceptedDomains': 'contoso.com, *.contoso.com',
    'sources.online.lookBackHours': 0,
    'sources.online.details': true,
    'network.access': 'private',
    'network.addressPrefix': '172.16.4.0/22',
    'retention.table.keepTables': true,
    'retention.table.retentionInDays': '365',
    'retention.table.totalRetentionInDays': '180',
    'retention.archive.redundancy': 'Standard_ZRS',
    'retention.archive.archiveAfterDays': '0',
    'content.sentinel': true,
    'content.families': ['huntingQueries', 'alertRules'],
    'content.actionGroups': [group],
    'app.readerPrincipalIds': principal,
  });
  const { workspaceResourceId: _, location, healthRetentionInDays, scale, nodeVersion, ...rest } = values;
  assert.deepEqual(
    { location, healthRetentionInDays, scale, nodeVersion },
    {
      location: 'westeurope',
      healthRetentionInDays: 30,
      scale: { instanceMemoryMB: 2048, maximumInstanceCount: 40 },
      nodeVersion: '22',
    },
  );
  assert.deepEqual(rest, {
    name: 'mail-2',
    collectServers: true,
    messageTrace: { enabled: true, lookBackHours: 0, details: true },
    acceptedDomains: ['contoso.com', '*.contoso.com'],
    agentPrincipalIds: [principal, principal.replace('1', '2')],
    azureMonitorAgent: true,
    arcMachineResourceIds: [machine],
    agentFilePatterns: ['D:\\Logs\\A B\\*.log', 'E:\\Logs\\*.log'],
    readerPrincipalIds: [principal],
    // Never less than the interactive retention, which Azure would refuse.
    trackingTable: { plan: 'Analytics', retentionInDays: 365, totalRetentionInDays: 365 },
    writeTables: false,
    archive: { redundancy: 'Standard_ZRS', coolAfterDays: 30, archiveAfterDays: 0, deleteAfterDays: 365 },
    network: { private: true, addressPrefix: '172.16.4.0/22' },
    content: {
      functions: true,
      huntingQueries: true,
      analyticsRules: false,
      workbooks: false,
      alertRules: true,
    },
    sentinel: true,
    actionGroupResourceIds: [group],
  });
});

test('what is hidden is not handed over', () => {
  const online = parameters({
    'sources.what': 'online',
    'sources.servers.azureMonitorAgent': true,
    'sources.servers.agentPrincipalIds': principal,
    'retention.table.plan': 'Basic',
    'retention.table.retentionInDays': '365',
  });
  assert.equal(online.collectServers, false);
  assert.equal(online.azureMonitorAgent, false);
  assert.deepEqual(online.agentPrincipalIds, []);
  assert.deepEqual(online.trackingTable, { plan: 'Basic' });
  // They cannot work on a table of this plan.
  assert.deepEqual(online.content, {
    functions: true,
    huntingQueries: true,
    analyticsRules: false,
    workbooks: false,
    alertRules: false,
  });
  assert.deepEqual(parameters({ 'sources.online.acceptedDomains': 'contoso.com' }).acceptedDomains, []);
  assert.deepEqual(parameters({ 'content.families': undefined }).content, {
    functions: false,
    huntingQueries: false,
    analyticsRules: false,
    workbooks: false,
    alertRules: false,
  });
});

test('what cannot be right is told beside the control', () => {
  const wrong: [string, unknown, Record<string, unknown>?][] = [
    ['basics.name', 'Mail'],
    ['basics.name', 'mailflow-'],
    ['basics.name', 'a-name-of-17-char'],
    ['sources.servers.agentPrincipalIds', 'EX01'],
    ['sources.servers.agentPrincipalIds', `${principal},`],
    ['sources.online.acceptedDomains', 'user@contoso.com', { 'sources.what': 'online' }],
    [
      'sources.servers.agentFilePatterns',
      '\\\\server\\share\\*.log',
      { 'sources.servers.azureMonitorAgent': true },
    ],
    ['sources.servers.arcMachineResourceIds', 'EX01', { 'sources.servers.azureMonitorAgent': true }],
    ['network.addressPrefix', '10.90.0.0/25', { 'network.access': 'private' }],
    ['network.addressPrefix', '10.900.0.0/24', { 'network.access': 'private' }],
    ['retention.archive.coolAfterDays', '0'],
    ['retention.archive.archiveAfterDays', '30'],
    ['retention.archive.deleteAfterDays', '7'],
    ['retention.archive.deleteAfterDays', '90'],
    ['app.readerPrincipalIds', 'me@contoso.com'],
  ];
  for (const [path, value, around] of wrong) {
    const problems = form({ ...around, [path]: value }).problems();
    assert.equal(problems.length, 1, `${path} = ${String(value)}: ${problems.join('; ')}`);
    assert.ok(problems[0]!.startsWith(`${path}: `), problems[0]);
  }
});

test('action groups are offered by name', () => {
  const control = form().controls.find(({ path }) => path === 'content.actionGroups')!.control;
  const shown = form({ 'content.actionGroupsApi': { value: [{ name: 'mail', id: '/ag/mail', type: 't' }] } });
  assert.deepEqual(shown.evaluate(control.constraints!.allowedValues as string), [
    { label: 'mail', value: '/ag/mail' },
  ]);
  assert.deepEqual(form().evaluate(control.constraints!.allowedValues as string), []);
});

test('every choice leads to a deployment that Resource Manager takes', () => {
  for (const { path, control } of form().controls) {
    const { allowedValues } = control.constraints ?? {};
    if (!Array.isArray(allowedValues)) continue;
    for (const { value } of allowedValues as { value: string }[]) {
      parameters({ [path]: control.multiselect ? [value] : value });
    }
  }
  for (const { path, control } of form().controls) {
    if (control.min === undefined) continue;
    for (const value of [control.min, control.max]) parameters({ 'sources.what': 'both', [path]: value });
  }
});

test('every control that asks for something has a label and a help text', () => {
  const asks = (control: Control): boolean => !/InfoBox|Section|ArmApiControl/.test(control.type);
  for (const { path, control } of form().controls.filter(({ control }) => asks(control))) {
    assert.ok(control.label, path);
    assert.match(control.toolTip ?? '', /\.$/, path);
  }
  const names = form().controls.map(({ path }) => path);
  assert.equal(new Set(names).size, names.length);
});
