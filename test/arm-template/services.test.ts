/** What each service is asked for: that all of it is there, in the form that the service takes, and as closed as it can be. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readConfig } from '../../src/config.ts';
import type { ArmObject } from './arm-value.ts';
import { deploy } from './deploy.ts';
import { type ParameterSet, parameterSets } from './parameter-sets.ts';
import type { Resource } from './runtime-properties.ts';

/** Types that there have to be, with how many, in each set. What is not named here must not be there. */
function wanted({ parameters }: ParameterSet): Record<string, number> {
  const { collectServers = true, azureMonitorAgent = false, writeTables = true, packageUri } = parameters;
  const isPrivate = (parameters.network as ArmObject | undefined)?.private === true;
  const app = collectServers === true || (parameters.messageTrace as ArmObject | undefined)?.enabled === true;
  const machines =
    azureMonitorAgent === true ? ((parameters.arcMachineResourceIds ?? []) as unknown[]).length : 0;
  const alerts = (parameters.content as ArmObject | undefined)?.alertRules !== false;
  const counts: Record<string, number> = {
    'OperationalInsights/workspaces/tables': writeTables ? 2 : 0,
    'Insights/dataCollectionEndpoints': 1,
    'Insights/dataCollectionRules': azureMonitorAgent ? 2 : 1,
    'Insights/diagnosticSettings': azureMonitorAgent ? 2 : 1,
    'Insights/dataCollectionRuleAssociations': machines * (isPrivate ? 2 : 1),
    'Insights/metricAlerts': alerts ? 1 : 0,
  };
  if (app) {
    Object.assign(counts, {
      'ManagedIdentity/userAssignedIdentities': 1,
      'Storage/storageAccounts': 1,
      'Storage/storageAccounts/blobServices': 1,
      'Storage/storageAccounts/blobServices/containers': 5,
      'Storage/storageAccounts/queueServices': 1,
      'Storage/storageAccounts/queueServices/queues': 2,
      'Storage/storageAccounts/managementPolicies': 1,
      'Insights/components': 1,
      'Web/serverfarms': 1,
      'Web/sites': 1,
      'Web/sites/config': 1,
      'Web/sites/basicPublishingCredentialsPolicies': 2,
      'Web/sites/extensions': packageUri === '' ? 0 : 1,
      'EventGrid/systemTopics': collectServers ? 1 : 0,
      'EventGrid/systemTopics/eventSubscriptions': collectServers ? 1 : 0,
    });
  }
  if (app && isPrivate) {
    Object.assign(counts, {
      'Network/virtualNetworks': 1,
      'Network/privateDnsZones': 7,
      'Network/privateDnsZones/virtualNetworkLinks': 7,
      'Network/privateEndpoints': 4,
      'Network/privateEndpoints/privateDnsZoneGroups': 4,
      'Insights/privateLinkScopes': 1,
      'Insights/privateLinkScopes/scopedResources': 1,
    });
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Content and roles have tests of their own. */
const elsewhere = /savedSearches|scheduledQueryRules|alertRules|workbooks|roleAssignments/;

for (const set of parameterSets) {
  const { resources } = deploy(set);
  const one = (type: string): Resource => {
    const found = resources.filter((resource) => resource.type === `Microsoft.${type}`);
    assert.equal(found.length, 1, type);
    return found[0]!;
  };
  const properties = (type: string): ArmObject => one(type).body.properties as ArmObject;

  describe(`the set ${set.name}`, () => {
    test('everything that it asks for is there, and nothing else', () => {
      const counts: Record<string, number> = {};
      for (const { type } of resources.filter(({ type }) => !elsewhere.test(type))) {
        const name = type.replace('Microsoft.', '');
        counts[name] = (counts[name] ?? 0) + 1;
      }
      assert.deepEqual(counts, wanted(set));
    });

    test('the workspace itself is not written', () => {
      for (const { type } of resources) assert.notEqual(type, 'Microsoft.OperationalInsights/workspaces');
    });

    test('what watches a workspace, and what feeds it, lies in its region', () => {
      for (const { type, body } of resources) {
        if (/dataCollection(?:Rules|Endpoints)$|scheduledQueryRules|workbooks/.test(type))
          assert.equal(body.location, 'northeurope', type);
      }
    });

    if (!wanted(set)['Web/sites']) return;
    const isPrivate = (set.parameters.network as ArmObject | undefined)?.private === true;

    test('the storage account takes no keys, and from outside of a private network nothing', () => {
      const account = properties('Storage/storageAccounts');
      assert.equal(account.allowSharedKeyAccess, false);
      assert.equal(account.allowBlobPublicAccess, false);
      assert.equal(account.supportsHttpsTrafficOnly, true);
      assert.equal(account.minimumTlsVersion, 'TLS1_2');
      assert.equal(account.publicNetworkAccess, isPrivate ? 'Disabled' : 'Enabled');
      assert.deepEqual(account.networkAcls, {
        bypass: 'AzureServices',
        defaultAction: isPrivate ? 'Deny' : 'Allow',
      });
      assert.equal(properties('Insights/components').DisableLocalAuth, true);
      const endpoint = properties('Insights/dataCollectionEndpoints');
      assert.deepEqual(endpoint.networkAcls, { publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled' });
    });

    test('rules of age ask for nothing that a kind of blob, or of account, does not have', () => {
      const { policy } = properties('Storage/storageAccounts/managementPolicies') as unknown as {
        policy: {
          rules: {
            name: string;
            definition: { filters: { blobTypes: string[] }; actions: { baseBlob: ArmObject } };
          }[];
        };
      };
      const { name: sku } = one('Storage/storageAccounts').body.sku as { name: string };
      for (const { name, definition } of policy.rules) {
        const actions = Object.keys(definition.actions.baseBlob);
        assert.ok(actions.length > 0, name);
        // "Lifecycle management": append blobs can be deleted only. "Access tiers": no archive with zones.
        if (definition.filters.blobTypes.includes('appendBlob')) assert.deepEqual(actions, ['delete'], name);
        if (sku.includes('ZRS')) assert.ok(!actions.includes('tierToArchive'), name);
      }
      assert.equal(new Set(policy.rules.map(({ name }) => name)).size, policy.rules.length);
    });

    test('the app takes its settings', () => {
      const settings = properties('Web/sites/config') as Record<string, string>;
      const config = readConfig(settings);
      const trace = (set.parameters.messageTrace ?? {}) as ArmObject;
      assert.equal(config.messageTrace.enabled, trace.enabled ?? false);
      assert.equal(config.messageTrace.details, trace.details ?? false);
      assert.equal(config.messageTrace.lookBackHours, trace.lookBackHours ?? 48);
      assert.deepEqual([...config.acceptedDomains], set.parameters.acceptedDomains ?? []);
      const domain = set.cloud.monitor;
      assert.equal(config.ingestion.audience.replace(/\/$/, ''), `https://${domain}`);
      assert.ok(new URL(config.ingestion.endpoint).host.endsWith(`.ingest.${domain}`));
      assert.match(String(config.clientId), /^[0-9a-f-]{36}$/);
      for (const [name, value] of Object.entries(settings)) assert.equal(typeof value, 'string', name);
    });

    test('the app has nothing that Flex Consumption refuses', () => {
      const settings = properties('Web/sites/config');
      // "App settings reference", section on Flex Consumption: these are given in functionAppConfig, or not at all.
      const refused =
        /^(?:FUNCTIONS_(?:WORKER_RUNTIME|EXTENSION_VERSION|MAX_|WORKER_PROCESS)|WEBSITE_|SCM_|ENABLE_ORYX|AzureWebJobsStorage$|APPINSIGHTS_INSTRUMENTATIONKEY|TZ$)/;
      for (const name of Object.keys(settings)) assert.doesNotMatch(name, refused);
      const { siteConfig, functionAppConfig, serverFarmId } = properties('Web/sites');
      for (const name of Object.keys(siteConfig as ArmObject)) {
        assert.doesNotMatch(
          name,
          /alwaysOn|linuxFxVersion|nodeVersion|appSettings|functionAppScaleLimit|minimumElastic|vnet|use32Bit|scmType/i,
        );
      }
      assert.equal(serverFarmId, one('Web/serverfarms').id);
      assert.deepEqual(one('Web/serverfarms').body.sku, { tier: 'FlexConsumption', name: 'FC1' });
      const { deployment, scaleAndConcurrency } = functionAppConfig as {
        deployment: { storage: ArmObject };
        scaleAndConcurrency: ArmObject;
      };
      assert.match(String(deployment.storage.value), /^https:\/\/[a-z0-9]+\.blob\.[a-z.]+\/app-package$/);
      assert.ok(Number(scaleAndConcurrency.maximumInstanceCount) >= 40);
    });

    test('events are delivered by an identity that a closed storage account lets in', () => {
      if (!wanted(set)['EventGrid/systemTopics']) return;
      const topic = one('EventGrid/systemTopics');
      // "Storage queue as an event handler": with a firewall, a system-assigned identity only.
      assert.deepEqual(topic.body.identity, { type: 'SystemAssigned' });
      assert.equal(topic.body.location, one('Storage/storageAccounts').body.location);
      const { deliveryWithResourceIdentity, deadLetterWithResourceIdentity, filter } = properties(
        'EventGrid/systemTopics/eventSubscriptions',
      );
      for (const delivery of [deliveryWithResourceIdentity, deadLetterWithResourceIdentity]) {
        assert.deepEqual((delivery as ArmObject).identity, { type: 'SystemAssigned' });
      }
      assert.deepEqual(filter, {
        includedEventTypes: ['Microsoft.Storage.BlobCreated'],
        subjectBeginsWith: '/blobServices/default/containers/exchange-logs/',
      });
    });

    if (!isPrivate) return;
    test('a private network has a zone for each name, and room for the app', () => {
      const zones = new Set(
        resources.filter(({ type }) => type === 'Microsoft.Network/privateDnsZones').map(({ name }) => name),
      );
      for (const { type, name, body } of resources) {
        if (!type.endsWith('/privateDnsZoneGroups')) continue;
        const { privateDnsZoneConfigs } = body.properties as {
          privateDnsZoneConfigs: { properties: { privateDnsZoneId: string } }[];
        };
        const used = privateDnsZoneConfigs.map(
          ({ properties }) => properties.privateDnsZoneId.split('/').at(-1)!,
        );
        for (const zone of used) assert.ok(zones.has(zone), `${name}: ${zone}`);
        assert.equal(used.length, name.endsWith('-monitor/default') ? 5 : 1);
      }
      const [app, endpoints] = properties('Network/virtualNetworks').subnets as unknown as {
        properties: ArmObject;
      }[];
      // Flex Consumption: /27 carries 40 instances, and the delegation is that of Container Apps.
      assert.match(String(app!.properties.addressPrefix), /\/26$/);
      assert.equal(
        (app!.properties.delegations as unknown as { properties: ArmObject }[])[0]!.properties.serviceName,
        'Microsoft.App/environments',
      );
      assert.equal(endpoints!.properties.delegations, undefined);
      assert.ok(String(properties('Web/sites').virtualNetworkSubnetId).endsWith('/subnets/app'));
    });
  });
}
