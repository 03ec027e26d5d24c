import { MailflowError } from '../error.ts';
import { isNetworkFault } from '../network-fault.ts';

/** The outcome of a change that Resource Manager took on and that failed later. Source: core-lro, `operation.ts`. */
const failedLater = /^The long-running operation has failed(?:\. (\w+)\. (.*))?$/s;

/**
 * Puts an error of Azure Resource Manager, of the network or of the sign-in into words that an administrator can act
 * on.
 * @param doing what was being done, such as "read the workspace"
 * @param role the smallest built-in role that allows it, and where
 */
export function armProblem(error: unknown, doing: string, role: string): MailflowError {
  if (error instanceof MailflowError) return error;
  const { name, message, code, status } = describe(error);
  const later = failedLater.exec(message);
  if (later !== null) {
    return new MailflowError(
      'arm-change-failed',
      `Could not ${doing}: ${later[1] ?? 'the change failed'}: ${later[2] ?? ''}`,
      {
        advice:
          'Azure took the change on and could not finish it; nothing was changed. Where the text does not tell the cause, run it again once; after that ask Azure support.',
        cause: error,
      },
    );
  }
  const said = [status, code].filter((part) => part !== undefined && part !== '').join(' ');
  const [kind, advice, retryable] = words(name, code, status, message, role);
  const text = said === '' ? message : `${said}: ${message}`;
  return new MailflowError(kind, `Could not ${doing} (${text})`, { advice, retryable, cause: error });
}

function words(
  name: string,
  code: string,
  status: number | undefined,
  message: string,
  role: string,
): [code: string, advice: string, retryable: boolean] {
  if (
    /^(?:Authentication|CredentialUnavailable|AggregateAuthentication)/.test(name) &&
    (status ?? 400) < 500
  ) {
    return [
      'no-access-token',
      'Sign in: "az login" (with --tenant for another one), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and a certificate or secret. In another cloud, name it with --cloud.',
      false,
    ];
  }
  if (status === 401) {
    return [
      'unauthorized',
      code === 'InvalidAuthenticationTokenTenant'
        ? 'The subscription belongs to another tenant than the one you are signed in to: "az login --tenant" with the tenant that the text names.'
        : 'Resource Manager does not accept the token. Sign in again; in a government or China cloud, name it with --cloud.',
      false,
    ];
  }
  if (status === 403) {
    return [
      'forbidden',
      /Locked/.test(code)
        ? 'A lock on the resource or its group forbids it. Take the lock away for the time of the change.'
        : `Give the identity that you are signed in with the role ${role}. A new assignment can take 30 minutes to hold.`,
      true,
    ];
  }
  if (status === 404) {
    const what = /^(Subscription|ResourceGroup)NotFound$/.exec(code)?.[1];
    return [
      'not-found',
      what === 'Subscription'
        ? 'Check the subscription in the resource id, and that you are signed in to its tenant and cloud: Azure says "not found" where you may not see it at all.'
        : `Check the ${what === 'ResourceGroup' ? 'resource group' : 'name'} in the resource id. "az resource show --ids ID" tells whether it is there.`,
      false,
    ];
  }
  if (status === 409) {
    return [
      'conflict',
      'Another change of the same resource is under way. Wait some minutes and run it again.',
      true,
    ];
  }
  if (status === 429) {
    return [
      'throttled',
      'Azure Resource Manager asks for fewer requests. Run it again in a few minutes.',
      true,
    ];
  }
  if (status !== undefined && status >= 500) {
    return ['unavailable', 'Azure Resource Manager is not available. Run it again in a few minutes.', true];
  }
  if (name === 'AbortError' || isNetworkFault(code)) {
    return [
      'unreachable',
      'Check the network, the proxy and the firewall; in another cloud, name it with --cloud.',
      true,
    ];
  }
  if (/Classic table/i.test(message)) return ['classic-table', classicAdvice(undefined), false];
  return ['arm-refused', 'Azure refused the request; its text says why.', false];
}

/** What to do about a table of the old Data Collector API. Source: Azure Monitor, "Migrate from the HTTP Data Collector API". */
export function classicAdvice(table: string | undefined): string {
  return `Migrate it once: "az monitor log-analytics workspace table migrate --resource-group GROUP --workspace-name WORKSPACE --table-name ${table ?? 'TABLE'}". Its rows and columns stay, and nothing leads back. Then run this again.`;
}

function describe(error: unknown): { name: string; message: string; code: string; status?: number } {
  if (typeof error !== 'object' || error === null) return { name: '', message: String(error), code: '' };
  const { name, message, code, statusCode, status } = error as Record<string, unknown>;
  const found = [statusCode, status].map(Number).find((one) => Number.isInteger(one) && one >= 100);
  return {
    name: typeof name === 'string' ? name : '',
    message: firstLine(typeof message === 'string' ? message : String(error)),
    code: typeof code === 'string' ? code : '',
    ...(found !== undefined && { status: found }),
  };
}

/** Errors of sign-in list every way that was tried, over many lines. */
function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0].trim();
}
