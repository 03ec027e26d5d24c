import { RestError } from '@azure/storage-blob';
import { MailflowError } from '../error.ts';
import { isNetworkFault } from '../network-fault.ts';

/** Puts an error of the storage account or of the sign-in into words that an administrator can act on. */
export function storageProblem(error: unknown): MailflowError {
  if (error instanceof MailflowError) return error;
  const { name, message } = error as Error;
  const code =
    error instanceof RestError ? (error.code ?? '') : ((error as NodeJS.ErrnoException).code ?? '');
  const status = error instanceof RestError ? error.statusCode : undefined;
  const firstLine = (message ?? String(error)).split('\n')[0]!.trim();
  const [what, advice, retryable] = words(name, code, status);
  return new MailflowError('agent-storage', `${what} (${code || status || name}: ${firstLine})`, {
    advice,
    retryable,
    cause: error,
  });
}

function words(name: string, code: string, status: number | undefined): [string, string, boolean] {
  if (
    name === 'CredentialUnavailableError' ||
    name === 'AuthenticationError' ||
    name === 'AuthenticationRequiredError'
  ) {
    return [
      'The agent could not sign in to Microsoft Entra ID',
      'Check "credential" in the configuration: tenant, client and certificate, or whether this server has a managed identity (Azure Arc: the account must be a member of the local group "Hybrid agent extension applications").',
      true,
    ];
  }
  if (code === 'ContainerNotFound' || code === 'QueueNotFound') {
    return [
      'The storage account lacks the container exchange-logs or the queue forward-blob',
      'Deploy mailflow first, and check that blobServiceUri and queueServiceUri name its storage account.',
      false,
    ];
  }
  if (code === 'AuthorizationFailure') {
    return [
      'The storage account does not accept requests from this network',
      "Allow this server's public address, or a private endpoint, in the network settings of the storage account.",
      true,
    ];
  }
  if (status === 401 || status === 403) {
    return [
      'The agent has no right to write to the storage account',
      'Give its identity the roles Storage Blob Data Contributor (on the container exchange-logs) and Storage Queue Data Message Sender (on the queue forward-blob). A new role takes up to 30 minutes to work.',
      true,
    ];
  }
  if (status === 429 || (status !== undefined && status >= 500)) {
    return ['The storage account is busy', 'Nothing needs to be done: the agent goes on by itself.', true];
  }
  if (name === 'AbortError' || isNetworkFault(code)) {
    return [
      'The storage account cannot be reached',
      'Check the network, the proxy and the name of the account. The agent goes on by itself once it is reachable.',
      true,
    ];
  }
  if (code === 'BlockCountExceedsLimit') {
    return [
      'A blob has reached the 50,000 blocks that the service allows',
      'Let Exchange begin a new log file; the agent goes on with that.',
      false,
    ];
  }
  return [
    'The storage account refused a request',
    'Look the code up in the documentation of Azure Storage.',
    false,
  ];
}
