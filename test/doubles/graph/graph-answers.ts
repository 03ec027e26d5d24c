import { randomUUID } from 'node:crypto';
import { traceAppId } from '../../../src/message-trace/message-trace-permission.ts';

export interface GraphAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why a call is not let in. */
export type UnauthorizedReason =
  | 'no-token'
  | 'token-expired'
  | 'service-principal-missing'
  | 'role-missing'
  | 'propagating';

/** An answer with a JSON body. */
export function jsonAnswer(
  status: number,
  at: number,
  body: unknown,
  headers: Record<string, string> = {},
): GraphAnswer {
  return {
    status,
    headers: {
      'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8',
      date: new Date(at).toUTCString(),
      'request-id': randomUUID(),
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** An error body as Graph writes it: "Microsoft Graph error responses and resource types", section "Error resource type". */
export function errorAnswer(
  status: number,
  at: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): GraphAnswer {
  const innerError = {
    date: new Date(at).toISOString().slice(0, 19),
    'request-id': randomUUID(),
    'client-request-id': randomUUID(),
  };
  return jsonAnswer(status, at, { error: { code, message, innerError } }, headers);
}

/** Text as Get-MessageTraceV2 and Graph give it: administrator guide of Nico77600/MessageTraceReport, "Quota". */
export function throttledAnswer(at: number, retryAfterSeconds: number | undefined): GraphAnswer {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return errorAnswer(
    429,
    at,
    'TooManyRequests',
    'Your recent queries have surpassed the permitted limit, please try again later.',
    headers,
  );
}

export function unauthorizedAnswer(at: number, reason: UnauthorizedReason): GraphAnswer {
  switch (reason) {
    case 'no-token':
      return errorAnswer(401, at, 'InvalidAuthenticationToken', 'Access token is empty.');
    case 'token-expired':
      return errorAnswer(
        401,
        at,
        'InvalidAuthenticationToken',
        'Lifetime validation failed, the token is expired.',
      );
    case 'service-principal-missing':
      // Cortex XSIAM's page on O365MessageTrace (demisto/content PR 44407, 2026-06) quotes it.
      return errorAnswer(
        401,
        at,
        'UnknownError',
        `Service principal-less authentication failed: The service principal for App ID ${traceAppId} was not found. Please create a service principal for this app in your tenant. Provisioning may take several hours to complete.`,
      );
    case 'role-missing':
      // "Resolve Microsoft Graph authorization errors", section on 403.
      return errorAnswer(
        403,
        at,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    case 'propagating':
      // The onboarding guide speaks of 401 for several hours after the service principal was made; its text is not known.
      return errorAnswer(401, at, 'UnknownError', '');
  }
}
