import { MailflowError } from '../error.ts';

/** Where the services of one Azure cloud are, and whom tokens for them are for. */
export interface AzureCloud {
  readonly name: 'public' | 'usgov' | 'china';
  /** Azure Resource Manager, without a slash at its end; also the audience of its tokens. */
  readonly resourceManager: string;
  /** Where sign-in happens, as AZURE_AUTHORITY_HOST names it. */
  readonly authorityHost: string;
  /** Audience of the Logs Ingestion API. */
  readonly monitorAudience: string;
}

/**
 * Sources: `getArmEndpoint` of @azure/arm-operationalinsights 11, `AzureAuthorityHosts` of @azure/identity 4, and for the
 * audiences Azure Monitor, "Logs Ingestion API" (2026-08-13).
 */
export const azureClouds: readonly AzureCloud[] = [
  {
    name: 'public',
    resourceManager: 'https://management.azure.com',
    authorityHost: 'https://login.microsoftonline.com',
    monitorAudience: 'https://monitor.azure.com',
  },
  {
    name: 'usgov',
    resourceManager: 'https://management.usgovcloudapi.net',
    authorityHost: 'https://login.microsoftonline.us',
    monitorAudience: 'https://monitor.azure.us',
  },
  {
    name: 'china',
    resourceManager: 'https://management.chinacloudapi.cn',
    authorityHost: 'https://login.chinacloudapi.cn',
    monitorAudience: 'https://monitor.azure.cn',
  },
];

/** Host of the China cloud's sign-in under its second name, which Microsoft documents as well. */
const otherHosts: Readonly<Record<string, AzureCloud['name']>> = {
  'login.partner.microsoftonline.cn': 'china',
};

/**
 * The cloud that is meant: by its name, else by AZURE_AUTHORITY_HOST, as @azure/identity knows it, else the public one.
 * @throws MailflowError `bad-cloud` where the two contradict each other, or the host is not known
 */
export function azureCloud(
  name: AzureCloud['name'] | undefined,
  env: Readonly<Record<string, string | undefined>>,
): AzureCloud {
  const authority = env.AZURE_AUTHORITY_HOST?.trim();
  const byAuthority = authority ? cloudOfAuthority(authority) : undefined;
  if (name === undefined) return byAuthority ?? azureClouds[0];
  if (byAuthority !== undefined && byAuthority.name !== name) {
    throw new MailflowError(
      'bad-cloud',
      `--cloud ${name} contradicts AZURE_AUTHORITY_HOST (${authority}), which is that of ${byAuthority.name}.`,
      { advice: 'Leave out the one that is wrong.' },
    );
  }
  return azureClouds.find((cloud) => cloud.name === name) ?? azureClouds[0];
}

function cloudOfAuthority(authority: string): AzureCloud {
  const host = (URL.parse(authority) ?? URL.parse(`https://${authority}`))?.hostname ?? '';
  const cloud = azureClouds.find(
    ({ name, authorityHost }) => new URL(authorityHost).hostname === host || otherHosts[host] === name,
  );
  if (cloud !== undefined) return cloud;
  throw new MailflowError('bad-cloud', `AZURE_AUTHORITY_HOST is not one of an Azure cloud: "${authority}".`, {
    advice: `Known are ${azureClouds.map(({ authorityHost }) => authorityHost).join(', ')}.`,
  });
}
