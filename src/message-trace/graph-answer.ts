import { MailflowError } from '../error.ts';
import { type HeaderSource, parseRetryAfter } from '../ingestion/parse-retry-after.ts';
import { traceAppId, traceRole } from './message-trace-permission.ts';

/** Why a request is not let in. */
export type UnauthorizedReason =
  | 'no-token'
  | 'token-refused'
  | 'service-principal-missing'
  | 'role-missing'
  | 'propagating';

/** An answer of Microsoft Graph by what is to be done about it. None holds addresses, subjects or links in its texts. */
export type GraphAnswer =
  | { readonly kind: 'page'; readonly rows: readonly unknown[]; readonly nextLink?: string }
  /** 429: wait, as long as told where it is told. */
  | { readonly kind: 'throttled'; readonly waitMs?: number }
  /** 400: asking the same again is of no use. */
  | { readonly kind: 'bad-request'; readonly error: MailflowError }
  | { readonly kind: 'unauthorized'; readonly reason: UnauthorizedReason; readonly error: MailflowError }
  /** This cloud, or this tenant, has no such API. */
  | { readonly kind: 'not-offered'; readonly error: MailflowError }
  /** 408, 5xx, broken connection, no answer, or one that is no JSON. `waitMs`: where the service tells. */
  | { readonly kind: 'unavailable'; readonly error: MailflowError; readonly waitMs?: number };

/**
 * Classifies an HTTP answer.
 * Sources: Microsoft Graph v1.0, "List messageTraces", and its onboarding guide (2026-01-27); "Microsoft Graph error
 * responses"; for the texts elastic/integrations #18134 and Cortex XSIAM's page on O365MessageTrace (2026-06).
 * @param rolesOf the roles of the token used; undefined where they cannot be read
 */
export function graphAnswerOf(
  status: number,
  headers: HeaderSource,
  body: string,
  rolesOf: () => readonly string[] | undefined,
  now: number,
): GraphAnswer {
  if (status === 200) return pageOf(body);
  const waitMs = parseRetryAfter(headers, now);
  const wait = waitMs === undefined ? {} : { waitMs };
  if (status === 429) return { kind: 'throttled', ...wait };
  const { code, message } = errorOf(body);
  if (status === 408 || status >= 500) {
    return { kind: 'unavailable', error: unavailable(`status ${status} ${code}`.trim()), ...wait };
  }
  if (status === 401 || status === 403) return unauthorized(status, code, message, rolesOf());
  // The onboarding guide names the clouds without the API; there the path is unknown.
  if (status === 404 || (status === 400 && /Resource not found for the segment/i.test(message))) {
    return { kind: 'not-offered', error: notOffered(status, code) };
  }
  return {
    kind: 'bad-request',
    error: new MailflowError(
      'trace-request-refused',
      `Microsoft Graph refuses a request: ${status} ${code}.`,
      {
        advice:
          'Look for a newer version of mailflow: the service may have changed what it takes. Nothing is skipped meanwhile.',
      },
    ),
  };
}

/** No answer of the service, or none that means anything. */
export function unavailable(what: string, cause?: unknown): MailflowError {
  return new MailflowError('graph-unavailable', `Microsoft Graph did not answer a request: ${what}.`, {
    retryable: true,
    advice:
      'Polling goes on by itself. Where it lasts, check MAILFLOW_GRAPH_ENDPOINT, name resolution, proxy and firewall, and the service health page of Microsoft 365.',
    cause,
  });
}

export function noToken(cause: unknown): GraphAnswer {
  const error = new MailflowError('no-access-token', 'Cannot get an access token for Microsoft Graph.', {
    advice:
      'In Azure, give the app a managed identity (and set AZURE_CLIENT_ID for a user-assigned one). Elsewhere, sign in with the Azure CLI or set AZURE_TENANT_ID, AZURE_CLIENT_ID and a certificate or secret.',
    cause,
  });
  return { kind: 'unauthorized', reason: 'no-token', error };
}

function pageOf(body: string): GraphAnswer {
  try {
    const document = JSON.parse(body) as { value?: unknown; '@odata.nextLink'?: unknown } | null;
    const rows = document?.value;
    const nextLink = document?.['@odata.nextLink'];
    if (Array.isArray(rows)) {
      return { kind: 'page', rows, ...(typeof nextLink === 'string' && nextLink !== '' && { nextLink }) };
    }
  } catch {
    // Cut off, or a proxy answered.
  }
  return { kind: 'unavailable', error: unavailable('status 200 without a list') };
}

function unauthorized(
  status: number,
  code: string,
  message: string,
  roles: readonly string[] | undefined,
): GraphAnswer {
  const said = `${status} ${code}`.trim();
  const answer = (reason: UnauthorizedReason, what: string, advice: string): GraphAnswer => ({
    kind: 'unauthorized',
    reason,
    error: new MailflowError(
      `graph-${reason}`,
      `Microsoft Graph does not let mailflow in (${said}): ${what}`,
      {
        retryable: reason === 'propagating',
        advice,
      },
    ),
  });
  if (message.includes(traceAppId)) {
    return answer(
      'service-principal-missing',
      'the tenant has no service principal of the app that serves message traces.',
      `Create it once: infra/scripts/grant-message-trace.sh or Grant-MessageTrace.ps1 does it (New-MgServicePrincipal -AppId ${traceAppId}). It can take some hours to hold.`,
    );
  }
  if (code === 'InvalidAuthenticationToken') {
    return answer(
      'token-refused',
      'the access token is not accepted.',
      'Check that MAILFLOW_GRAPH_ENDPOINT and the tenant of the identity belong to the same cloud.',
    );
  }
  if (roles !== undefined && !roles.includes(traceRole)) {
    return answer(
      'role-missing',
      `the identity lacks the app role ${traceRole}.`,
      `Assign the role ${traceRole} of Microsoft Graph to the identity: infra/scripts/grant-message-trace.sh or Grant-MessageTrace.ps1 does it. Tokens of managed identities are kept for up to a day, so it can take as long to hold.`,
    );
  }
  return answer(
    'propagating',
    'role and service principal may be too new.',
    'New assignments take hours to hold, at most a day. Polling goes on by itself; "mailflow doctor" tells what is missing.',
  );
}

function notOffered(status: number, code: string): MailflowError {
  return new MailflowError('graph-not-offered', `No message traces at this endpoint (${status} ${code}).`, {
    advice:
      'Microsoft Graph offers message traces in the global service only, not in US Government L4 and L5 and China. Check MAILFLOW_GRAPH_ENDPOINT; where the cloud is one of these, set MAILFLOW_MESSAGE_TRACE=false and import exported traces.',
  });
}

/** `{"error":{"code","message"}}`. The message is used to tell cases apart only: it can hold addresses. */
function errorOf(body: string): { code: string; message: string } {
  try {
    const error = (JSON.parse(body) as { error?: { code?: unknown; message?: unknown } } | null)?.error;
    const code = String(error?.code ?? '');
    return { code: /^\w{1,60}$/.test(code) ? code : '', message: String(error?.message ?? '') };
  } catch {
    return { code: '', message: '' };
  }
}
