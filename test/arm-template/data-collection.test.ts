/** Tables, streams and data collection rules, as they come out of the template. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkTransform, createTransform, MAX_TRANSFORM_LENGTH } from '../../kql-engine/index.ts';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';
import { deploy } from './deploy.ts';
import { parameterSets } from './parameter-sets.ts';
import type { Resource } from './runtime-properties.ts';

interface Column {
  readonly name: string;
  readonly type: string;
}

interface RuleProperties {
  readonly dataCollectionEndpointId: string | null;
  readonly streamDeclarations: Readonly<Record<string, { readonly columns: readonly Column[] }>>;
  readonly dataSources?: { readonly logFiles: readonly { readonly streams: readonly string[] }[] };
  readonly destinations: { readonly logAnalytics: readonly { readonly name: string }[] };
  readonly dataFlows: readonly {
    readonly streams: readonly string[];
    readonly destinations: readonly string[];
    readonly outputStream: string;
    readonly transformKql: string;
  }[];
}

/** "Azure Monitor service limits", data collection rules (2025-05-21). */
const mostOfEach = 10;
/** "Add or delete tables and columns in Azure Monitor Logs": names that the service keeps for itself. */
const reserved = /^(?:_ResourceId|id|_SubscriptionId|TenantId|Type|UniqueId|Title)$/i;
const streamTypes = ['string', 'int', 'long', 'real', 'boolean', 'dynamic', 'datetime'];

/** The columns of Microsoft's Exchange Security solution (option 6), all strings but the first. */
const option6 =
  'TimeGenerated clientIP clientHostname serverIp senderHostname sourceContext connectorId source eventId ' +
  'internalMessageId messageId networkMessageId recipientAddress recipientStatus totalBytes recipientCount ' +
  'relatedRecipientAddress reference messageSubject senderAddress returnPath messageInfo directionality ' +
  'messageTrackingTenantId originalClientIp originalServerIp customData transportTrafficType logId schemaVersion FilePath';

for (const set of parameterSets) {
  const { resources, outputs } = deploy(set);
  const written = tablesOf(resources);
  // Where the tables are left alone, they are what another deployment has made of them.
  const tables = written.size > 0 ? written : tablesOf(deploy(parameterSets[0]!).resources);
  const rules = ofType(resources, 'Microsoft.Insights/dataCollectionRules');

  describe(`the set ${set.name}`, () => {
    for (const { name, body } of rules) {
      const rule = body.properties as unknown as RuleProperties;
      test(`rule ${name}: streams, flows and destinations are known, used, and not too many`, () =>
        checkRule(rule, tables));
      test(`rule ${name}: transforms are allowed, and their rows fit the tables`, () =>
        checkTransforms(rule, tables));
    }

    test('a rule by API calls has an endpoint that the output names', () => {
      const [direct, ...others] = rules.filter(({ body }) => body.kind === 'Direct');
      assert.ok(direct && others.length === 0);
      const { dataCollectionEndpointId } = direct.body.properties as unknown as RuleProperties;
      const host = new URL(String((outputs.logsIngestionEndpoint as { value: string }).value)).host;
      assert.match(host, dataCollectionEndpointId === null ? /^dcr-/ : /^dce-/);
    });

    test('a rule of the agent is of its kind, and has an endpoint', () => {
      const agents = rules.filter(({ body }) => body.kind !== 'Direct');
      assert.equal(agents.length, set.parameters.azureMonitorAgent === true ? 1 : 0);
      for (const { body } of agents) {
        assert.equal(body.kind, 'Windows');
        assert.notEqual((body.properties as unknown as RuleProperties).dataCollectionEndpointId, null);
      }
    });
  });
}

test('the table keeps the columns of option 6, with their types', () => {
  const { resources } = deploy(parameterSets.find(({ name }) => name === 'option-6-table')!);
  const columns = tablesOf(resources).get('MessageTrackingLog_CL')!;
  const before = option6.split(' ');
  assert.equal(before.length, 31);
  for (const name of before) {
    const type = name === 'TimeGenerated' ? 'datetime' : 'string';
    assert.equal(columns.find((column) => column.name === name)?.type, type, name);
  }
});

function ofType(resources: readonly Resource[], wanted: string): Resource[] {
  return resources.filter(({ type }) => type === wanted);
}

function tablesOf(resources: readonly Resource[]): Map<string, Column[]> {
  return new Map(
    ofType(resources, 'Microsoft.OperationalInsights/workspaces/tables').map(({ name, body }) => [
      name.split('/')[1]!,
      (body.properties as unknown as { schema: { columns: Column[] } }).schema.columns,
    ]),
  );
}

function checkRule(rule: RuleProperties, tables: ReadonlyMap<string, readonly Column[]>): void {
  const declared = Object.keys(rule.streamDeclarations);
  const sources = rule.dataSources?.logFiles ?? [];
  for (const list of [declared, rule.dataFlows, sources, rule.destinations.logAnalytics]) {
    assert.ok(list.length <= mostOfEach, `${list.length} are more than ${mostOfEach}`);
  }
  assert.deepEqual([...new Set(rule.dataFlows.flatMap(({ streams }) => streams))].sort(), declared.sort());
  for (const { streams } of sources) assert.deepEqual([...streams].sort(), declared);
  const destinations = rule.destinations.logAnalytics.map(({ name }) => name);
  for (const flow of rule.dataFlows) {
    assert.deepEqual(flow.destinations, destinations);
    assert.ok(tables.has(flow.outputStream.replace(/^Custom-/, '')), flow.outputStream);
  }
  const named = [
    ...Object.entries(rule.streamDeclarations).map(([name, { columns }]) => [name, columns] as const),
    ...tables,
  ];
  for (const [name, columns] of named) {
    for (const column of columns) {
      assert.match(column.name, /^[A-Za-z]\w{0,44}$/, `${name}.${column.name}`);
      assert.doesNotMatch(column.name, reserved, `${name}.${column.name}`);
      assert.ok(streamTypes.includes(column.type), `${name}.${column.name}: ${column.type}`);
    }
  }
  for (const name of declared) assert.match(name, /^Custom-\w+$/);
}

function checkTransforms(rule: RuleProperties, tables: ReadonlyMap<string, readonly Column[]>): void {
  for (const { streams, outputStream, transformKql } of rule.dataFlows) {
    assert.equal(streams.length, 1, 'a transform is written for the columns of one stream');
    const columns = kustoColumns(rule.streamDeclarations[streams[0]!]!.columns);
    const where = `${streams[0]} to ${outputStream}`;
    assert.doesNotMatch(transformKql, /[\r\n]/, where);
    assert.ok(transformKql.length <= MAX_TRANSFORM_LENGTH, where);
    assert.deepEqual(checkTransform(transformKql, columns), [], where);
    const table = new Map(
      kustoColumns(tables.get(outputStream.replace(/^Custom-/, ''))!).map(({ name, type }) => [name, type]),
    );
    const out = createTransform({ kql: transformKql, columns, now: () => new Date(0) }).columns;
    // What the table lacks is billed, and thrown away without a word.
    for (const { name, type } of out) assert.equal(table.get(name), type, `${where}: ${name}`);
    assert.equal(out.find(({ name }) => name === 'TimeGenerated')?.type, 'datetime', where);
  }
}
