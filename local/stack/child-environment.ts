import { acceptedDomains } from '../sample/organisation.ts';
import { identityClientId, ruleImmutableId, type StackLayout } from './stack-layout.ts';

/**
 * Settings of the user's shell that must not reach the children: they would sign in elsewhere or go through
 * a proxy.
 */
const foreign =
  /^(?:AZURE_|MAILFLOW_|IDENTITY_|MSI_|IMDS_|AZUREWEBJOBSSTORAGE|WEBSITE_|NODE_OPTIONS$|HTTPS?_PROXY$|ALL_PROXY$|NO_PROXY$)/i;

/**
 * The environment of children that use the Azure SDKs: the local authority is trusted, the managed identity
 * is the one of this stack.
 * @param base the environment of this process
 */
export function childEnvironment(
  base: NodeJS.ProcessEnv,
  layout: StackLayout,
  identityHeader: string,
): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(base).filter(([name]) => !foreign.test(name))),
    NODE_EXTRA_CA_CERTS: layout.caFile,
    NODE_COMPILE_CACHE: layout.cacheFolder,
    IDENTITY_ENDPOINT: `${layout.siteUrl}/msi/token`,
    IDENTITY_HEADER: identityHeader,
    AZURE_CLIENT_ID: identityClientId,
    // Keeps DefaultAzureCredential from trying the developer's own sign-in.
    AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
  };
}

/**
 * The app settings that the deployment gives the functions.
 * @param sample whether there is a tenant whose message traces can be polled
 */
export function functionSettings(layout: StackLayout, sample: boolean): NodeJS.ProcessEnv {
  return {
    MAILFLOW_INGESTION_ENDPOINT: layout.apiUrl,
    MAILFLOW_DCR_IMMUTABLE_ID: ruleImmutableId,
    MAILFLOW_STORAGE__blobServiceUri: layout.blobUrl,
    MAILFLOW_STORAGE__queueServiceUri: layout.queueUrl,
    MAILFLOW_STORAGE__credential: 'managedidentity',
    MAILFLOW_STORAGE__clientId: identityClientId,
    ...(sample && {
      MAILFLOW_MESSAGE_TRACE: 'true',
      MAILFLOW_GRAPH_ENDPOINT: layout.graphUrl,
      MAILFLOW_ACCEPTED_DOMAINS: acceptedDomains.join(','),
    }),
  };
}
