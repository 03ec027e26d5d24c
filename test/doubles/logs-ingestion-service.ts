import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { createHttpHeaders, type HttpClient, RestError } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { makeCertificate } from '../../local/stack/make-certificate.ts';
import type { Fault, FaultPlan } from './ingestion-faults.ts';

export interface LogsIngestionServiceOptions {
  /** Streams of the one rule. Default: `Custom-Test`. */
  readonly streams?: readonly string[];
  readonly dcrImmutableId?: string;
  readonly faults?: FaultPlan;
  /** A reason to refuse the whole call because of this row, as the service does for rows it cannot read. */
  readonly refuseRow?: (row: Record<string, unknown>) => string | undefined;
  /** Most bytes as sent, and after decompression. */
  readonly maxWireBytes?: number;
  readonly maxRawBytes?: number;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
  /** Called before each request is looked at, with all requests so far; for tests that change their mind. */
  readonly override?: (number: number) => Answer | undefined;
  /** False: gzip bodies are neither unpacked nor kept (for benchmarks). */
  readonly keepRows?: boolean;
}

/** One request as it came. */
export interface SeenRequest {
  readonly stream: string;
  readonly wireBytes: number;
  readonly rawBytes: number;
  readonly rows: number;
  readonly status: number | 'dropped' | 'silent';
  readonly clientRequestId: string;
  readonly userAgent: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Incoming {
  readonly method: string;
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

/** What the double is known by. The token is any non-empty bearer token but `wrong`. */
export const testEndpoint = 'https://ingest.test';
export const testRule = 'dcr-00000000000000000000000000000001';
export const testStream = 'Custom-Test';
export const testCredential: TokenCredential = {
  getToken: async () => ({ token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/**
 * The Logs Ingestion API as documented, for tests: in the process (`httpClient`) or as an HTTPS server (`listen`).
 * Sources of the rules: AMD = MicrosoftDocs/azure-monitor-docs, page logs-ingestion-api-overview (2026-08-13) with its
 * error table, and the include azure-monitor-limits-custom-logs (August 2026).
 */
export class LogsIngestionService {
  readonly requests: SeenRequest[] = [];
  /** Most requests at the same time. */
  mostInFlight = 0;
  rowsAccepted = 0;
  readonly #options: LogsIngestionServiceOptions;
  readonly #rows = new Map<string, Record<string, unknown>[]>();
  #inFlight = 0;

  constructor(options: LogsIngestionServiceOptions = {}) {
    this.#options = options;
  }

  /** Rows accepted for a stream, in the order of their arrival. */
  rows(stream = testStream): readonly Record<string, unknown>[] {
    return this.#rows.get(stream) ?? [];
  }

  /** The service without sockets, for the SDK's option `httpClient`. */
  readonly httpClient: HttpClient = {
    sendRequest: async (request) => {
      const answer = await this.#handle(
        {
          method: request.method,
          url: request.url,
          header: (name) => request.headers.get(name),
          body: Buffer.from(request.body as Buffer),
        },
        request.abortSignal as AbortSignal | undefined,
      );
      if (answer === undefined) {
        throw new RestError('socket hang up', { code: 'ECONNRESET', request });
      }
      return {
        request,
        status: answer.status,
        headers: createHttpHeaders(answer.headers),
        bodyAsText: answer.body ?? '',
      };
    },
  };

  /** The service on a free port of 127.0.0.1. `ca`: its certificate, to be trusted by the client. */
  async listen(): Promise<{ endpoint: string; ca: string; close(): Promise<void> }> {
    const { ca, certificate, key } = await makeCertificate(new Date());
    const server = createServer({ cert: certificate, key }, async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const closed = new AbortController();
      request.socket.once('close', () => closed.abort());
      const answer = await this.#handle(
        {
          method: request.method ?? '',
          url: `https://127.0.0.1${request.url}`,
          header: (name) => {
            const value = request.headers[name.toLowerCase()];
            return Array.isArray(value) ? value[0] : value;
          },
          body: Buffer.concat(chunks),
        },
        closed.signal,
      ).catch(() => undefined);
      if (answer === undefined) {
        (request.socket as Socket).destroy();
        return;
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ca,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  }

  /** Undefined: the connection breaks. */
  async #handle(incoming: Incoming, signal: AbortSignal | undefined): Promise<Answer | undefined> {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight);
    try {
      return await this.#answer(incoming, signal);
    } finally {
      this.#inFlight--;
    }
  }

  async #answer(incoming: Incoming, signal: AbortSignal | undefined): Promise<Answer | undefined> {
    const seen = { stream: '', rawBytes: 0, rows: 0 };
    const note = (status: SeenRequest['status']) =>
      this.requests.push({
        ...seen,
        wireBytes: incoming.body.length,
        status,
        clientRequestId: incoming.header('x-ms-client-request-id') ?? '',
        userAgent: incoming.header('user-agent') ?? '',
      });
    const fault = this.#options.faults?.(incoming.body);
    if (this.#options.latencyMs) await delay(this.#options.latencyMs, undefined, { signal });
    if (fault === 'dropped-before') {
      note('dropped');
      return undefined;
    }
    const answer =
      this.#options.override?.(this.requests.length) ?? faultyAnswer(fault) ?? this.#accept(incoming, seen);
    if (fault === 'dropped-after') {
      note('dropped');
      return undefined;
    }
    if (fault === 'silent') {
      note('silent');
      return new Promise((_, reject) => {
        const give = () => reject(new DOMException('aborted', 'AbortError'));
        if (signal?.aborted) give();
        signal?.addEventListener('abort', give);
      });
    }
    note(answer.status);
    return answer;
  }

  #accept(incoming: Incoming, seen: { stream: string; rawBytes: number; rows: number }): Answer {
    const url = new URL(incoming.url);
    const path = /^\/dataCollectionRules\/([^/]+)\/streams\/([^/]+)$/.exec(url.pathname);
    // The only version: AMD, section "URI".
    if (!path || incoming.method !== 'POST' || url.searchParams.get('api-version') !== '2023-01-01') {
      return errorAnswer(404, 'NotFound', 'No such resource.');
    }
    seen.stream = decodeURIComponent(path[2]!);
    // 401: wrong audience or tenant. AMD, error table.
    const token = /^Bearer (.+)$/.exec(incoming.header('authorization') ?? '')?.[1];
    if (!token || token === 'wrong')
      return errorAnswer(401, 'InvalidToken', 'The token is not for this audience.');
    // 404: wrong immutable id. AMD, error table.
    if (path[1] !== (this.#options.dcrImmutableId ?? testRule)) {
      return errorAnswer(404, 'NotFound', `Data collection rule with immutable Id '${path[1]}' not found.`);
    }
    // 400: invalid stream. AMD, error table.
    if (!(this.#options.streams ?? [testStream]).includes(seen.stream)) {
      return errorAnswer(400, 'InvalidStream', `The stream ${seen.stream} is not declared in the rule.`);
    }
    // 413 with the limit in its text: AzADServicePrincipalInsights #30 (2024-02-27).
    const maxWire = this.#options.maxWireBytes ?? 1_048_576;
    if (incoming.body.length > maxWire) return tooLargeAnswer(maxWire);
    if (this.#options.keepRows === false) {
      // The last four bytes of a gzip body are its uncompressed length (RFC 1952, 2.3.1).
      seen.rawBytes = incoming.body.readUInt32LE(incoming.body.length - 4);
      return { status: 204 };
    }
    let raw = incoming.body;
    if (incoming.header('content-encoding') === 'gzip') {
      try {
        raw = gunzipSync(incoming.body);
      } catch {
        return errorAnswer(400, 'InvalidRequest', 'The body is not gzip.');
      }
    }
    seen.rawBytes = raw.length;
    // Decompressed limit: otel-arrow PR #2535 (2026-04-03).
    const maxRaw = this.#options.maxRawBytes ?? 50 * 1_048_576;
    if (raw.length > maxRaw) return tooLargeAnswer(maxRaw);
    // Content-Type application/json and a JSON array: AMD, sections "Headers" and "Body".
    if (!/^application\/json\b/.test(incoming.header('content-type') ?? '')) {
      return errorAnswer(400, 'InvalidRequest', 'The content type is not application/json.');
    }
    let rows: unknown;
    try {
      rows = JSON.parse(raw.toString('utf8'));
    } catch {
      return errorAnswer(400, 'InvalidRequest', 'The request has malformed JSON.');
    }
    if (!Array.isArray(rows) || rows.some((row) => row === null || typeof row !== 'object')) {
      return errorAnswer(400, 'InvalidRequest', 'The body is not a JSON array of objects.');
    }
    seen.rows = rows.length;
    // Validation is per call: one bad row refuses all. AMD, error table.
    for (const row of rows) {
      const reason = this.#options.refuseRow?.(row);
      if (reason !== undefined) return errorAnswer(400, 'InvalidRequest', reason);
    }
    // An empty array is accepted: the health checks of several senders rely on it.
    const stored = this.#rows.get(seen.stream) ?? [];
    for (const row of rows) stored.push(row);
    this.#rows.set(seen.stream, stored);
    this.rowsAccepted += rows.length;
    return { status: 204 };
  }
}

/** An error body as the service writes it: `{"error":{"code","message"}}`. */
export function errorAnswer(status: number, code: string, message: string, headers = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ error: { code, message } }),
  };
}

function tooLargeAnswer(limit: number): Answer {
  return errorAnswer(
    413,
    'ContentLengthLimitExceeded',
    `Maximum allowed content length: ${limit} bytes (${limit}).`,
  );
}

/** Faults that are an answer; `dropped-after` and `silent` store the rows first. */
function faultyAnswer(fault: Fault | undefined): Answer | undefined {
  switch (fault) {
    case 'too-large':
      return tooLargeAnswer(1_048_576);
    case 'throttled-told':
      return errorAnswer(429, 'TooManyRequests', 'The limit of the rule is reached.', { 'retry-after': '2' });
    case 'throttled':
      return errorAnswer(429, 'TooManyRequests', 'The limit of the rule is reached.');
    case 'server-error':
      return errorAnswer(500, 'InternalServerError', 'An error occurred.');
    case 'busy':
      return errorAnswer(503, 'ServiceUnavailable', 'The service is busy.', { 'retry-after': '1' });
    case 'refused':
      return errorAnswer(400, 'InvalidRequest', 'Refused for no reason.');
    case 'forbidden':
      // 403 while the role does not hold yet: AMD, error table.
      return errorAnswer(403, 'OperationFailed', 'The authentication token provided does not have access.');
    default:
      return undefined;
  }
}
