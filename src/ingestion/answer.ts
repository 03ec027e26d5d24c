import { MailflowError } from '../error.ts';
import { type HeaderSource, parseRetryAfter } from './parse-retry-after.ts';

/** What the service said. `code` and `message` come from its error body, or name the fault of the network. */
export interface Reply {
  readonly status?: number;
  readonly code: string;
  readonly message: string;
}

/** An answer by what is to be done about it. */
export type Answer =
  /** 204: the service has the rows. */
  | { readonly kind: 'accepted' }
  /** 413 and its forms: send less at once. */
  | ({ readonly kind: 'too-large' } & Reply)
  /** 400: at least one row, or the stream, is wrong. */
  | ({ readonly kind: 'refused' } & Reply)
  /** 429, and 5xx with a time to wait: all requests should wait. 403: the role may not hold yet. */
  | ({ readonly kind: 'throttled' | 'forbidden'; readonly waitMs?: number } & Reply)
  /** 408, 5xx, no answer at all. `dropped`: the connection broke, which can also mean that the body is too large. */
  | ({ readonly kind: 'unavailable'; readonly dropped?: boolean } & Reply)
  /** Somebody must change something first. */
  | { readonly kind: 'fatal'; readonly error: MailflowError };

/** Error codes by which the service says that it did not read the whole body. Azure Monitor, error table. */
const unreadBodyCodes = new Set([
  'ContentLengthLimitExceeded',
  'ReadyBody_ClientConnectionAbort',
  'TimeoutExpired',
]);

/**
 * Classifies an HTTP answer. Sources: AMD logs-ingestion-api-overview (error table, 2026-08-13); TROUBLESHOOTING.md
 * of the Azure SDKs; for 404 Vector's health check ("URL wrong or request too large").
 */
export function answerOf(status: number, headers: HeaderSource, text: string, now: number): Answer {
  if (status === 204) return { kind: 'accepted' };
  const reply = { status, ...readErrorBody(status, text) };
  if (status === 413 || (status >= 400 && unreadBodyCodes.has(reply.code)))
    return { kind: 'too-large', ...reply };
  if (status === 400) return { kind: 'refused', ...reply };
  const waitMs = parseRetryAfter(headers, now);
  if (status === 429) return { kind: 'throttled', waitMs, ...reply };
  if (status === 403) return { kind: 'forbidden', waitMs, ...reply };
  if (status === 408 || status >= 500) {
    return waitMs === undefined ? { kind: 'unavailable', ...reply } : { kind: 'throttled', waitMs, ...reply };
  }
  return { kind: 'fatal', error: fatalAnswer(reply) };
}

/** Classifies a request that got no answer: network, certificate or sign-in. `timedOut`: we gave up waiting. */
export function answerOfFailure(error: unknown, timedOut: boolean): Answer {
  if (timedOut) {
    return { kind: 'unavailable', code: 'timeout', message: 'the service did not answer in time' };
  }
  const { name, code, message } = describe(error);
  if (
    /^(AuthenticationError|CredentialUnavailableError|AggregateAuthenticationError|AuthenticationRequiredError)$/.test(
      name,
    )
  ) {
    const status = (error as { statusCode?: number }).statusCode;
    if (status === 429 || (status !== undefined && status >= 500)) {
      return {
        kind: 'unavailable',
        status,
        code: name,
        message: 'no access token: the sign-in service is not available',
      };
    }
    return {
      kind: 'fatal',
      error: new MailflowError(
        'no-access-token',
        `Cannot get an access token for Azure Monitor: ${firstLine(message)}`,
        {
          advice:
            'In Azure, give the app a managed identity (and set AZURE_CLIENT_ID for a user-assigned one). Elsewhere, set AZURE_TENANT_ID, AZURE_CLIENT_ID and a certificate or secret, or sign in with the Azure CLI.',
          cause: error,
        },
      ),
    };
  }
  if (/CERT|ERR_TLS|ERR_SSL|UNABLE_TO_(?:VERIFY|GET)|WRONG_VERSION/.test(code)) {
    return {
      kind: 'fatal',
      error: new MailflowError('tls', `No trusted connection to the ingestion endpoint (${code}).`, {
        advice:
          'Check the endpoint URL. Where a proxy opens TLS, or for the local stack, name its CA certificate in NODE_EXTRA_CA_CERTS.',
        cause: error,
      }),
    };
  }
  return {
    kind: 'unavailable',
    code: code || name,
    message: firstLine(message),
    dropped: code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED',
  };
}

/** For answers that no waiting mends. */
function fatalAnswer(reply: Reply): MailflowError {
  const said = `${reply.status}${reply.code === '' ? '' : ` ${reply.code}`}`;
  if (reply.status === 401) {
    return new MailflowError(
      'unauthorized',
      `The ingestion endpoint does not accept the access token (${said}).`,
      {
        advice:
          'The token is for another audience or tenant: check MAILFLOW_INGESTION_AUDIENCE (https://monitor.azure.com, .us or .cn for the cloud of the endpoint) and that the identity belongs to the tenant of the data collection rule.',
      },
    );
  }
  if (reply.status === 404) {
    return new MailflowError(
      'not-found',
      `The ingestion endpoint does not know the rule or the stream (${said}).`,
      {
        advice:
          'Check MAILFLOW_INGESTION_ENDPOINT, MAILFLOW_DCR_IMMUTABLE_ID (the immutable id dcr-…, not the resource id) and the stream name, which begins with Custom-. The service can also answer 404 to a request that is too large.',
      },
    );
  }
  return new MailflowError(
    'unexpected-answer',
    `The ingestion endpoint gave an unexpected answer (${said}).`,
    {
      advice:
        'Only 204 means that rows were accepted. Check that MAILFLOW_INGESTION_ENDPOINT is the ingestion endpoint of the rule and that no proxy answers in its place.',
    },
  );
}

/** `{"error":{"code","message"}}`; anything else gives its beginning as the message. */
function readErrorBody(status: number, text: string): { code: string; message: string } {
  try {
    const error = (JSON.parse(text) as { error?: { code?: unknown; message?: unknown } } | null)?.error;
    if (error) return { code: String(error.code ?? ''), message: firstLine(String(error.message ?? '')) };
  } catch {
    // Not JSON: a proxy or gateway answered.
  }
  return { code: '', message: firstLine(text) || `status ${status}` };
}

/** The Azure SDK wraps faults of the network; the code may stand on the cause. */
function describe(error: unknown): { name: string; code: string; message: string } {
  if (!(error instanceof Error)) return { name: '', code: '', message: String(error) };
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const found = typeof code === 'string' ? code : cause?.code;
  return { name: error.name, code: typeof found === 'string' ? found : '', message: error.message };
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]!.slice(0, 400);
}
