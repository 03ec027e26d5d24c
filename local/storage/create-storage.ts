import type { StackLayout } from '../stack/stack-layout.ts';

/** What the deployment creates in the storage account. */
const containers = ['exchange-logs', 'mailflow-state', 'dead-letters'];
const queues = ['forward-blob'];

/**
 * Makes the containers and queues where they are missing, by plain calls of the storage API: the SDK would
 * take longer to load than they take to run.
 * @param token for https://storage.azure.com
 */
export async function createStorage(
  layout: Pick<StackLayout, 'blobUrl' | 'queueUrl'>,
  token: string,
): Promise<void> {
  const urls = [
    ...containers.map((name) => `${layout.blobUrl}/${name}?restype=container`),
    ...queues.map((name) => `${layout.queueUrl}/${name}`),
  ];
  for (const url of urls) {
    const response = await fetch(url, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'x-ms-version': '2025-05-05', 'content-length': '0' },
    });
    const text = await response.text();
    if (!response.ok && response.status !== 409) throw new Error(`PUT ${url}: ${response.status} ${text}`);
  }
}
