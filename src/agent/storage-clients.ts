import {
  ClientCertificateCredential,
  EnvironmentCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { ContainerClient } from '@azure/storage-blob';
import { QueueClient } from '@azure/storage-queue';
import type { AgentConfig } from './agent-config.ts';
import { logContainer } from './log-blob-name.ts';
import { forwardQueue } from './nudger.ts';

/** The clients that a configuration asks for. */
export interface StorageClients {
  readonly containerClient: ContainerClient;
  readonly queueClient?: QueueClient;
}

type ConnectionSettings = Pick<AgentConfig, 'blobServiceUri' | 'queueServiceUri' | 'credential' | 'proxy'>;

/** A few quick tries; the agent itself goes on trying for as long as it takes. */
const retryOptions = { maxTries: 3, retryDelayInMs: 500, maxRetryDelayInMs: 5_000 };

/**
 * Makes the clients of container and queue. Nothing is sent yet.
 * @param credential default: as the configuration says
 */
export function createStorageClients(
  config: ConnectionSettings,
  credential: TokenCredential = createCredential(config),
): StorageClients {
  const options = { retryOptions, proxyOptions: proxySettings(config.proxy) };
  const { blobServiceUri, queueServiceUri } = config;
  return {
    containerClient: new ContainerClient(`${blobServiceUri}/${logContainer}`, credential, options),
    queueClient:
      queueServiceUri === undefined
        ? undefined
        : new QueueClient(`${queueServiceUri}/${forwardQueue}`, credential, options),
  };
}

/** A managed identity is asked for on the machine itself, so never by way of the proxy. */
function createCredential({ credential, proxy }: ConnectionSettings): TokenCredential {
  const options = { proxyOptions: proxySettings(proxy) };
  switch (credential.type) {
    case 'certificate':
      return new ClientCertificateCredential(
        credential.tenantId,
        credential.clientId,
        { certificatePath: credential.certificatePath },
        options,
      );
    case 'managedIdentity':
      return credential.clientId === undefined
        ? new ManagedIdentityCredential()
        : new ManagedIdentityCredential({ clientId: credential.clientId });
    case 'environment':
      return new EnvironmentCredential(options);
  }
}

function proxySettings(proxy: string | undefined): { host: string; port: number } | undefined {
  if (proxy === undefined) return undefined;
  const url = new URL(proxy);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: `${url.protocol}//${url.hostname}`, port };
}
