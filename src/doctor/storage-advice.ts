import { MailflowError } from '../error.ts';
import { isNetworkFault } from '../network-fault.ts';
import { statusOf, storageCodeOf } from '../storage/storage-error.ts';

/**
 * An error of the storage account as a person can act on it.
 * Source of the codes: Azure Storage, "Common REST API error codes" and "Authorize with Microsoft Entra ID".
 * @param role the role that is needed, and where
 */
export function storageAdvice(error: unknown, role: string): MailflowError {
  if (error instanceof MailflowError) return error;
  const status = statusOf(error);
  const code = storageCodeOf(error) ?? '';
  const { name = '', message = String(error) } = error as Partial<Error>;
  const make = (kind: string, text: string, advice: string, retryable = false): MailflowError =>
    new MailflowError(kind, `${text} (${[status, code].filter(Boolean).join(' ') || name})`, {
      advice,
      retryable,
      cause: error,
    });
  if (/^(?:Authentication|CredentialUnavailable|AggregateAuthentication)/.test(name)) {
    return make(
      'no-access-token',
      `No token for the storage account: ${message.split(/\r?\n/, 1)[0]}`,
      'Mend the sign-in first: see the lines on tokens.',
    );
  }
  if (code === 'ContainerNotFound' || code === 'QueueNotFound') {
    return make(
      'storage-incomplete',
      `The storage account has no such ${code === 'QueueNotFound' ? 'queue' : 'container'}`,
      'Deploy mailflow again, and check that the settings name its storage account.',
    );
  }
  if (code === 'AuthorizationFailure' || code === 'IpAuthorizationSourceIPMismatch') {
    return make(
      'storage-network',
      'The storage account does not accept requests from this network',
      'Run doctor inside the network, or allow this address in the network settings of the account. Where the app itself fails so, check its VNet integration and the private endpoints (blob and queue).',
    );
  }
  if (status === 401) {
    return make(
      'storage-unauthorized',
      'The storage account does not accept the token',
      'The identity is of another tenant than the account, or the clock is wrong. Check AZURE_TENANT_ID and the line on the clock.',
    );
  }
  if (status === 403) {
    return make(
      'storage-forbidden',
      'The identity may not do this',
      `Give it the role ${role}. Owner and Contributor do not do: they give no right to data. A new assignment can take 30 minutes to hold.`,
      true,
    );
  }
  if (status === 429 || (status !== undefined && status >= 500)) {
    return make('storage-busy', 'The storage account is busy', 'Run doctor again in some minutes.', true);
  }
  if (isNetworkFault(code) || name === 'AbortError') {
    return make(
      'storage-unreachable',
      'The storage account cannot be reached',
      'Check MAILFLOW_STORAGE__blobServiceUri and __queueServiceUri, name resolution, proxy and firewall; with private endpoints, run doctor inside the network.',
      true,
    );
  }
  if (/CERT|ERR_TLS|ERR_SSL|UNABLE_TO_(?:VERIFY|GET)/.test(code)) {
    return make(
      'storage-tls',
      'The certificate of the storage account is not trusted',
      'Where a proxy opens TLS, name its CA certificate in NODE_EXTRA_CA_CERTS.',
    );
  }
  return make(
    'storage-refused',
    'The storage account refused a request',
    'Look the code up in the documentation of Azure Storage.',
  );
}
