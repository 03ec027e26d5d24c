import { type ArmObject, isObject } from './arm-value.ts';
import type { Cloud } from './clouds.ts';
import { guid } from './functions/guid.ts';

/** A resource with all expressions worked out. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  /** Names of the parents included. */
  readonly name: string;
  readonly body: ArmObject;
}

type Model = (resource: Resource, cloud: Cloud) => ArmObject;

/** What the services add to a resource when they make it, by type in lower case: as much of it as templates ask for. */
const models: Readonly<Record<string, Model>> = {
  'microsoft.managedidentity/userassignedidentities': ({ id }) => ({
    properties: {
      principalId: guid(id, 'principal'),
      clientId: guid(id, 'client'),
      tenantId: guid('tenant'),
    },
  }),
  'microsoft.storage/storageaccounts': ({ name }, { values }) => ({
    properties: {
      primaryEndpoints: Object.fromEntries(
        ['blob', 'queue', 'table'].map((service) => [
          service,
          `https://${name}.${service}.${values.suffixes.storage}/`,
        ]),
      ),
    },
  }),
  'microsoft.insights/datacollectionendpoints': ({ id, name, body }, { monitor }) => ({
    properties: {
      immutableId: `dce-${guid(id).replaceAll('-', '')}`,
      logsIngestion: { endpoint: `https://${name}-a1b2.${body.location}-1.ingest.${monitor}` },
      configurationAccess: { endpoint: `https://${name}-a1b2.${body.location}-1.handler.control.${monitor}` },
    },
  }),
  'microsoft.insights/datacollectionrules': ({ id, name, body }, { monitor }) => ({
    properties: {
      immutableId: `dcr-${guid(id).replaceAll('-', '')}`,
      // Only rules of this kind have an endpoint of their own.
      ...(body.kind === 'Direct' && {
        endpoints: { logsIngestion: `https://${name}-c3d4.${body.location}-1.ingest.${monitor}` },
      }),
    },
  }),
  'microsoft.insights/components': ({ id, body }, { values }) => ({
    properties: {
      ConnectionString: `InstrumentationKey=${guid(id)};IngestionEndpoint=https://${body.location}-5.in.applicationinsights${values.portal.slice('https://portal'.length)}/`,
    },
  }),
  'microsoft.web/sites': ({ name }, { sites }) => ({ properties: { defaultHostName: `${name}.${sites}` } }),
};

/** The resource as `reference(…, 'full')` gives it: what was asked for, and what the service adds. */
export function runtimeProperties(resource: Resource, cloud: Cloud): ArmObject {
  const added = models[resource.type.toLowerCase()]?.(resource, cloud) ?? {};
  const { properties = {}, identity } = resource.body;
  const own = isObject(identity) && /SystemAssigned/.test(String(identity.type));
  return {
    ...resource.body,
    ...(own && {
      identity: { ...identity, principalId: guid(resource.id, 'principal'), tenantId: guid('tenant') },
    }),
    properties: { ...(isObject(properties) && properties), ...(added.properties as ArmObject | undefined) },
    resourceId: resource.id,
  };
}

/** Resources that come with another: subnets that a network declares inside. */
export function innerResources({ id, type, body }: Resource): string[] {
  if (type !== 'Microsoft.Network/virtualNetworks' || !isObject(body.properties)) return [];
  const { subnets } = body.properties;
  return Array.isArray(subnets) ? subnets.map((subnet) => `${id}/subnets/${(subnet as ArmObject).name}`) : [];
}
