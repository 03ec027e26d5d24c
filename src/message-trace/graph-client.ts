import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
} from '@azure/core-rest-pipeline';
import type { AccessToken, TokenCredential } from '@azure/identity';
import packageJson from '../../package.json' with { type: 'json' };
import { MailflowError } from '../error.ts';
import { type GraphAnswer, graphAnswerOf, noToken, unavailable } from './graph-answer.ts';
import { detailsUrl, listUrl, maxPageSize, type TraceQuery } from './trace-query.ts';

export interface GraphClientOptions {
  /** https URL of Microsoft Graph, such as `https://graph.microsoft.com`. */
  readonly endpoint: string;
  readonly credential: TokenCredential;
  /** Milliseconds after which a request without an answer is given up. Default 60 seconds: a full page takes 2 to 4. */
  readonly requestTimeoutMs?: number;
  /** Rows a page, 1 to 5000. Default 5000: the quota counts requests, not rows. */
  readonly pageSize?: number;
  /** In the place of sockets, for tests. */
  readonly httpClient?: HttpClient;
  readonly now: () => number;
}

/** What came back, with the service's time where it told it (milliseconds since 1970). */
export type GraphReply = GraphAnswer & { readonly date?: number };

/** Message traces of one tenant. One request a call, no retries; never rejects: every outcome is an answer. */
export interface GraphClient {
  list(query: TraceQuery, signal?: AbortSignal): Promise<GraphReply>;
  /** Follows a link that `mayFollow` allows. */
  follow(link: string, signal?: AbortSignal): Promise<GraphReply>;
  details(id: string, recipientAddress: string, signal?: AbortSignal): Promise<GraphReply>;
  /** Whether a link leads to the configured service: the token goes nowhere else. */
  mayFollow(link: string): boolean;
  /** The next request gets a new token. */
  forgetToken(): void;
}

/** A token is renewed when it has less than this left, in milliseconds. */
const renewBeforeMs = 5 * 60_000;

/** Makes the client. Throws a `MailflowError` (`bad-endpoint`) where the endpoint is no https URL. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { credential, now, requestTimeoutMs = 60_000, pageSize = maxPageSize } = options;
  const base = URL.parse(options.endpoint);
  if (base?.protocol !== 'https:' || base.username !== '' || base.search !== '' || base.hash !== '') {
    throw new MailflowError('bad-endpoint', `"${options.endpoint}" is not the URL of Microsoft Graph.`, {
      advice: 'Set MAILFLOW_GRAPH_ENDPOINT to https://graph.microsoft.com or leave it out.',
    });
  }
  const endpoint = options.endpoint.replace(/\/+$/, '');
  const httpClient = options.httpClient ?? createDefaultHttpClient();
  const pipeline = createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: `mailflow/${packageJson.version}` },
  });
  // Retries would know nothing of the quota, a redirect could lead elsewhere, and URLs hold addresses.
  for (const name of ['defaultRetryPolicy', 'redirectPolicy', 'logPolicy', 'tracingPolicy']) {
    pipeline.removePolicy({ name });
  }
  let token: AccessToken | undefined;

  const get = async (url: string, signal: AbortSignal | undefined): Promise<GraphReply> => {
    try {
      if (token === undefined || token.expiresOnTimestamp - now() < renewBeforeMs) {
        const fresh = await credential.getToken(`${base.origin}/.default`, {
          ...(signal && { abortSignal: signal }),
        });
        if (fresh === null) return noToken(undefined);
        token = fresh;
      }
    } catch (error) {
      return isSignInFault(error) ? noToken(error) : failure('no token', error);
    }
    const abort = new AbortController();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      abort.abort();
    }, requestTimeoutMs);
    const onAbort = (): void => abort.abort();
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    try {
      const response = await pipeline.sendRequest(
        httpClient,
        createPipelineRequest({
          url,
          method: 'GET',
          headers: createHttpHeaders({
            Authorization: `Bearer ${token.token}`,
            Accept: 'application/json',
            // Without it `recalled` is not shown as such. Source: resource exchangeMessageTrace, property `status`.
            Prefer: 'include-unknown-enum-members',
          }),
          abortSignal: abort.signal,
        }),
      );
      const body = response.bodyAsText ?? '';
      const { token: used } = token;
      const answer = graphAnswerOf(response.status, response.headers, body, () => rolesOf(used), now());
      const date = Date.parse(response.headers.get('date') ?? '');
      return Number.isNaN(date) ? answer : { ...answer, date };
    } catch (error) {
      return failure(timedOut ? 'no answer in time' : 'no connection', error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  };

  return {
    list: (query, signal) => get(listUrl(endpoint, query, pageSize), signal),
    follow: (link, signal) => get(link, signal),
    details: (id, recipientAddress, signal) => get(detailsUrl(endpoint, id, recipientAddress), signal),
    mayFollow(link) {
      const url = URL.parse(link);
      return url !== null && url.origin === base.origin && url.username === '' && url.password === '';
    },
    forgetToken() {
      token = undefined;
    },
  };
}

/** Fault of the network by its code alone: messages of the SDK can hold the URL. */
function failure(what: string, error: unknown): GraphAnswer {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const found = [code, cause?.code].find((one) => typeof one === 'string');
  return { kind: 'unavailable', error: unavailable(found === undefined ? what : `${what} (${found})`) };
}

/** Errors of @azure/identity that say no rather than not now. */
function isSignInFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = (error as { statusCode?: number }).statusCode;
  return (
    /^(Authentication|CredentialUnavailable|AggregateAuthentication|AuthenticationRequired)/.test(
      error.name,
    ) &&
    (status === undefined || (status < 500 && status !== 429))
  );
}

/** The `roles` claim of an access token, which is a JWT. */
function rolesOf(token: string): readonly string[] | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      roles?: unknown;
    };
    return Array.isArray(claims.roles) ? claims.roles.map(String) : [];
  } catch {
    return undefined;
  }
}
