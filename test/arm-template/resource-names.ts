import type { Resource } from './runtime-properties.ts';

interface NameRule {
  readonly length: readonly [number, number];
  readonly pattern: RegExp;
  /** Whether no other in the whole of Azure may have it. */
  readonly global?: true;
}

const guidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const anything = /^[^<>*%&:\\?/+#\p{Cc}]*[^<>*%&:\\?/+#. \p{Cc}]$/u;
const dotted = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
const networkName = /^[A-Za-z0-9](?:[\w.-]*\w)?$/;
const fixed = (...names: string[]): NameRule => ({
  length: [1, 64],
  pattern: new RegExp(`^(?:${names.join('|')})$`),
});

/** "Naming rules and restrictions for Azure resources", Microsoft Learn, by type in lower case. The last part of a name is meant. */
export const nameRules: Readonly<Record<string, NameRule>> = {
  'microsoft.authorization/roleassignments': { length: [36, 36], pattern: guidPattern },
  'microsoft.eventgrid/systemtopics': { length: [3, 128], pattern: /^[A-Za-z0-9-]+$/ },
  'microsoft.eventgrid/systemtopics/eventsubscriptions': { length: [3, 64], pattern: /^[A-Za-z0-9-]+$/ },
  'microsoft.insights/components': { length: [1, 260], pattern: anything },
  'microsoft.insights/datacollectionendpoints': {
    length: [3, 44],
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
  },
  'microsoft.insights/datacollectionrules': {
    length: [3, 64],
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
  },
  'microsoft.insights/datacollectionruleassociations': { length: [1, 64], pattern: /^[A-Za-z0-9-]+$/ },
  'microsoft.insights/diagnosticsettings': { length: [1, 260], pattern: anything },
  'microsoft.insights/metricalerts': { length: [1, 260], pattern: anything },
  'microsoft.insights/privatelinkscopes': { length: [1, 255], pattern: networkName },
  'microsoft.insights/privatelinkscopes/scopedresources': { length: [1, 255], pattern: networkName },
  'microsoft.insights/scheduledqueryrules': { length: [1, 260], pattern: anything },
  'microsoft.insights/workbooks': { length: [36, 36], pattern: guidPattern },
  'microsoft.managedidentity/userassignedidentities': { length: [3, 128], pattern: /^[A-Za-z0-9][\w-]*$/ },
  'microsoft.network/privatednszones': { length: [1, 63], pattern: dotted },
  'microsoft.network/privatednszones/virtualnetworklinks': { length: [1, 80], pattern: networkName },
  'microsoft.network/privateendpoints': { length: [2, 64], pattern: networkName },
  'microsoft.network/privateendpoints/privatednszonegroups': { length: [1, 80], pattern: networkName },
  'microsoft.network/virtualnetworks': { length: [2, 64], pattern: networkName },
  'microsoft.operationalinsights/workspaces/savedsearches': { length: [1, 260], pattern: anything },
  'microsoft.operationalinsights/workspaces/tables': { length: [4, 63], pattern: /^[A-Za-z]\w*_CL$/ },
  'microsoft.securityinsights/alertrules': { length: [36, 36], pattern: guidPattern },
  'microsoft.storage/storageaccounts': { length: [3, 24], pattern: /^[a-z0-9]+$/, global: true },
  'microsoft.storage/storageaccounts/blobservices': fixed('default'),
  'microsoft.storage/storageaccounts/blobservices/containers': {
    length: [3, 63],
    pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  },
  'microsoft.storage/storageaccounts/managementpolicies': fixed('default'),
  'microsoft.storage/storageaccounts/queueservices': fixed('default'),
  'microsoft.storage/storageaccounts/queueservices/queues': {
    length: [3, 63],
    pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  },
  'microsoft.web/serverfarms': { length: [1, 60], pattern: /^[A-Za-z0-9-]+$/ },
  // A function app whose name is longer than 32 may share the id of its host with another one.
  'microsoft.web/sites': {
    length: [2, 32],
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    global: true,
  },
  'microsoft.web/sites/basicpublishingcredentialspolicies': fixed('ftp', 'scm'),
  'microsoft.web/sites/config': fixed('appsettings'),
  'microsoft.web/sites/extensions': fixed('onedeploy'),
};

/** What Azure would refuse about the names; empty where nothing. */
export function nameProblems(resources: readonly Resource[]): string[] {
  const seen = new Set<string>();
  return resources.flatMap(({ id, type, name }) => {
    const twice = seen.has(id.toLowerCase()) ? [`${id} is made twice`] : [];
    seen.add(id.toLowerCase());
    const rule = nameRules[type.toLowerCase()];
    if (!rule) return [...twice, `${type}: there is no rule for its names`];
    const own = name.split('/').at(-1)!;
    const [least, most] = rule.length;
    return [
      ...twice,
      ...(own.length < least || own.length > most
        ? [`${type} ${own}: ${own.length} is not within ${least} to ${most}`]
        : []),
      ...(rule.pattern.test(own) ? [] : [`${type} ${own}: does not match ${rule.pattern.source}`]),
    ];
  });
}
