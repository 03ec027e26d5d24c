import {
  errorAnswer,
  type GraphAnswer,
  jsonAnswer,
  throttledAnswer,
  type UnauthorizedReason,
  unauthorizedAnswer,
} from './graph-answers.ts';
import { readListQuery } from './list-query.ts';
import { encodeSkipToken, encodeSkipTokenTwice, placeOf, type SkipToken } from './skip-token.ts';
import { parseTime, type ShownRow, type Tenant } from './tenant.ts';
import { matchesFilter } from './trace-filter.ts';

export interface GraphRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What goes wrong with one request. Those on links and pages hold only for lists. */
export type GraphFault =
  | { readonly kind: 'throttle'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'server-error'; readonly status: 500 | 502 | 503 | 504 }
  /** The connection breaks; the request counts. */
  | { readonly kind: 'network' }
  /** The link, if the page has one, is answered with 400: elastic/integrations #18134. */
  | { readonly kind: 'double-encoded-token' }
  /** As above, the other text: elastic/integrations #18985. */
  | { readonly kind: 'bad-starting-recipient' }
  /** The page is right, but its link is the URL of this very request. */
  | { readonly kind: 'repeated-link' }
  /** No rows, and a link that goes on where this page should have begun. */
  | { readonly kind: 'empty-page' }
  /** The page is right, but has a link to another host. */
  | { readonly kind: 'foreign-link' }
  | { readonly kind: 'unauthorized'; readonly reason: UnauthorizedReason }
  /** The API as a national cloud without it answers: list page, table of national cloud deployments. */
  | { readonly kind: 'not-offered'; readonly status?: 400 | 403 | 404 };

export interface GraphServiceOptions {
  readonly tenant: Tenant;
  /** The service's clock, milliseconds since 1970. */
  readonly now: () => number;
  /** Host of the links (`name` or `name:port`). Default: that of the request. */
  readonly host?: string;
  /** Requests in any 5 minutes. Default 100. */
  readonly quota?: number;
  readonly faults?: (request: GraphRequest) => GraphFault | undefined;
  /** False: requests are not kept in `log`, for a service that runs for days. */
  readonly keepLog?: boolean;
  /** Looks at the Authorization header. Default: any bearer token will do. */
  readonly authorize?: (authorization: string | undefined) => UnauthorizedReason | undefined;
}

/** One request that was made. Status 0: the connection broke. */
export interface LoggedRequest {
  readonly at: number;
  readonly status: number;
  readonly url: string;
}

/** Thrown where the connection breaks without an answer. */
export class ConnectionBroken extends Error {
  override readonly name = 'ConnectionBroken';
}

/** "This API has a throttling limit of 100 requests per 5 minutes": list page, note. Per tenant: Exchange team post, 2026-01-22. */
const QUOTA = 100;
const QUOTA_WINDOW_MS = 5 * 60_000;
const path = /^\/(v1\.0|beta)\/admin\/exchange\/tracing\/messageTraces(?:\/([^/]+)\/(.+?))?\/?$/i;
const detailFunction = /^getDetailsByRecipient\(recipientAddress='((?:[^']|'')*)'\)$/i;

/**
 * Message trace of Microsoft Graph without sockets, after the v1.0 pages "List messageTraces" (list page) and
 * "exchangeMessageTrace: getDetailsByRecipient" of 2026-01-27, the "Graph-based message trace API onboarding guide",
 * and what the administrator guide 1.1.0 of Nico77600/MessageTraceReport (2026-10-02) measured (guide).
 */
export class GraphService {
  readonly log: LoggedRequest[] = [];
  readonly #options: GraphServiceOptions;
  /** Times of the requests of the last 5 minutes. */
  #recent: number[] = [];

  constructor(options: GraphServiceOptions) {
    this.#options = options;
  }

  /** @throws ConnectionBroken in the place of an answer */
  handle(request: GraphRequest): GraphAnswer {
    const at = this.#options.now();
    let status = 0;
    try {
      const answer = this.#answer(request, at);
      status = answer.status;
      return answer;
    } finally {
      if (this.#options.keepLog !== false) this.log.push({ at, status, url: request.url });
    }
  }

  #answer(request: GraphRequest, at: number): GraphAnswer {
    const { authorize = bearer } = this.#options;
    const throttled = this.#count(at);
    const fault = this.#options.faults?.(request);
    if (fault?.kind === 'network') throw new ConnectionBroken('The connection broke.');
    if (fault?.kind === 'server-error') {
      return errorAnswer(fault.status, at, 'UnknownError', 'An error occurred.');
    }
    if (fault?.kind === 'throttle') return throttledAnswer(at, fault.retryAfterSeconds);
    if (throttled !== undefined) return throttled;
    const refused = fault?.kind === 'unauthorized' ? fault.reason : authorize(request.headers.authorization);
    if (refused !== undefined) return unauthorizedAnswer(at, refused);

    const url = new URL(request.url);
    const [, version, id, call] = path.exec(decoded(url.pathname)) ?? [];
    if (version === undefined || fault?.kind === 'not-offered') {
      const unknown = fault?.kind === 'not-offered' ? 'tracing' : (url.pathname.split('/').at(-1) ?? '');
      const offered = fault?.kind === 'not-offered' ? (fault.status ?? 400) : 400;
      return errorAnswer(offered, at, 'BadRequest', `Resource not found for the segment '${unknown}'.`);
    }
    if (request.method !== 'GET') {
      return errorAnswer(405, at, 'Request_BadRequest', 'Specified HTTP method is not allowed.');
    }
    return call === undefined
      ? this.#list(request, url, version, at, fault)
      : this.#details(url, version, id!, call, at);
  }

  /** Counts the request, a refused one as well: "Microsoft Graph throttling guidance", section on best practices. */
  #count(at: number): GraphAnswer | undefined {
    const { quota = QUOTA } = this.#options;
    this.#recent = this.#recent.filter((time) => time > at - QUOTA_WINDOW_MS);
    const full = this.#recent.length >= quota;
    this.#recent.push(at);
    if (!full) return undefined;
    const free = this.#recent.at(-quota)! + QUOTA_WINDOW_MS - at;
    return throttledAnswer(at, Math.max(1, Math.ceil(free / 1000)));
  }

  #list(
    request: GraphRequest,
    url: URL,
    version: string,
    at: number,
    fault: GraphFault | undefined,
  ): GraphAnswer {
    const token = readListQuery(url, at);
    if (typeof token === 'string') return errorAnswer(400, at, 'BadRequest', token);

    const filter = { equals: {}, ...token.Filter };
    const [from, to] = [parseTime(token.StartDate).ms, parseTime(token.EndDate).ms];
    // `recalled` is behind the sentinel member of the enum: resource exchangeMessageTrace, property `status`.
    const knowsAll = /\binclude-unknown-enum-members\b/i.test(request.headers.prefer ?? '');
    const value: ShownRow[] = [];
    let more = false;
    if (fault?.kind !== 'empty-page') {
      for (const row of this.#options.tenant.read(from, to, at, placeOf(token))) {
        if (!matchesFilter(row, filter)) continue;
        more = value.length === token.ResultSize;
        if (more) break;
        const hidden = !knowsAll && row.status.toLowerCase() === 'recalled';
        value.push(hidden ? { ...row, status: 'unknownFutureValue' } : row);
      }
    }
    const link = this.#link(request.url, token, value.at(-1), more, fault);
    return jsonAnswer(200, at, {
      '@odata.context': `https://${url.host}/${version}/$metadata#admin/exchange/tracing/messageTraces`,
      value,
      ...(link === undefined ? {} : { '@odata.nextLink': link }),
    });
  }

  /** The link of a page that was read with `token` and ends with `last`. */
  #link(
    requestUrl: string,
    token: SkipToken,
    last: ShownRow | undefined,
    more: boolean,
    fault: GraphFault | undefined,
  ): string | undefined {
    if (fault?.kind === 'repeated-link') return requestUrl;
    const url = new URL(requestUrl);
    const link = (next: string, host = this.#options.host ?? url.host) =>
      `https://${host}${url.pathname}?%24skiptoken=${encodeURIComponent(next)}`;
    if (fault?.kind === 'empty-page') {
      return link(encodeSkipToken({ ...token, EmptyPages: (token.EmptyPages ?? 0) + 1 }));
    }
    const next: SkipToken = {
      ...token,
      ...(last === undefined
        ? {}
        : {
            EndDate: last.receivedDateTime,
            StartingRecipientAddress: last.recipientAddress,
            StartingId: last.id,
          }),
    };
    if (fault?.kind === 'foreign-link') return link(encodeSkipToken(next), 'graph.example.net');
    if (!more) return undefined;
    if (fault?.kind === 'double-encoded-token') return link(encodeSkipTokenTwice(next));
    if (fault?.kind === 'bad-starting-recipient') {
      const mangled = `${next.StartingRecipientAddress?.replaceAll('@', "''")}`;
      return link(encodeSkipToken({ ...next, StartingRecipientAddress: mangled }));
    }
    return link(encodeSkipToken(next));
  }

  #details(url: URL, version: string, id: string, call: string, at: number): GraphAnswer {
    // The parameter is required, and a quote inside it is doubled: detail page, section "Function parameters"; OData ABNF.
    const recipient = detailFunction.exec(call)?.[1]?.replaceAll("''", "'");
    if (recipient === undefined || recipient === '') {
      return errorAnswer(400, at, 'BadRequest', `Resource not found for the segment '${call}'.`);
    }
    const value = this.#options.tenant.details(id, recipient, at);
    // What the service says about a message that it does not know is not documented; an empty list is assumed.
    return jsonAnswer(200, at, {
      '@odata.context': `https://${url.host}/${version}/$metadata#Collection(microsoft.graph.exchangeMessageTraceDetail)`,
      value: value ?? [],
    });
  }
}

/** A path without percent-encoding; empty where that is malformed. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}

function bearer(authorization: string | undefined): UnauthorizedReason | undefined {
  return /^Bearer \S/.test(authorization ?? '') ? undefined : 'no-token';
}
