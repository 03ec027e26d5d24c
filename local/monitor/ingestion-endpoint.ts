import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { LocalTokens } from '../identity/local-tokens.ts';
import type { StreamPipeline, TableRows } from './collection-rule.ts';
import { readBody } from './read-body.ts';
import { replaceOldTimes } from './received-time.ts';
import { sendJson } from './send-json.ts';
import type { Row } from './stream-rows.ts';

/**
 * The service's own text names this number of bytes, counted as sent: "Maximum allowed content length:
 * 1048576 bytes".
 */
export const maxBodyBytes = 1_048_576;

/**
 * Second limit of the service, after gunzip, as its senders at Microsoft know it (otel-arrow, pull request
 * 2535).
 */
export const maxDecompressedBytes = 50 * 1024 * 1024;

/**
 * Audiences of the Logs Ingestion API in the three clouds. Source: Azure Monitor, "Logs Ingestion API"
 * (2026-08-13).
 */
const audiences = ['https://monitor.azure.com', 'https://monitor.azure.us', 'https://monitor.azure.cn'];

export interface IngestionOptions {
  readonly immutableId: string;
  /** By stream name in lower case. */
  readonly pipelines: ReadonlyMap<string, StreamPipeline>;
  readonly tokens: LocalTokens;
  readonly now: () => Date;
  /** Resolves once the rows are on disk and can be queried. */
  readonly store: (tables: readonly TableRows[], received: Date) => Promise<void>;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const inflate = promisify(gunzip);
const path = /^\/dataCollectionRules\/([^/]+)\/streams\/([^/]+)\/?$/i;

/** Whether a request is one for the Logs Ingestion API. */
export function isIngestionPath(pathname: string): boolean {
  return path.test(pathname);
}

/**
 * The Logs Ingestion API: `POST /dataCollectionRules/{immutableId}/streams/{stream}?api-version=2023-01-01`,
 * a JSON array, with or without gzip. 204 once the rows are stored; unlike the service this one stores
 * before it answers, so that tests can rely on it. Source: Azure Monitor, "Logs Ingestion API in Azure
 * Monitor" (2026-08-13) and its limits page (2026-08).
 */
export function ingestionEndpoint(
  options: IngestionOptions,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  return async (request, response, url) => {
    response.setHeader('x-ms-request-id', randomUUID());
    const clientRequestId = request.headers['x-ms-client-request-id'];
    if (clientRequestId !== undefined) response.setHeader('x-ms-client-request-id', clientRequestId);
    const refusal = await receive(request, url, options);
    if (refusal === undefined) {
      response.writeHead(204).end();
      return;
    }
    request.resume(); // What nobody read yet, so that the sender reads the answer.
    sendJson(response, refusal.status, { error: { code: refusal.code, message: refusal.message } });
  };
}

async function receive(
  request: IncomingMessage,
  url: URL,
  options: IngestionOptions,
): Promise<Refusal | undefined> {
  const { headers } = request;
  if (request.method !== 'POST')
    return refuse(405, 'MethodNotAllowed', `The method ${request.method} is not allowed here.`);
  const unauthorized = options.tokens.refusal(headers.authorization, audiences);
  if (unauthorized !== undefined) return refuse(401, 'InvalidToken', unauthorized);
  if (url.searchParams.get('api-version') !== '2023-01-01') {
    return refuse(400, 'InvalidApiVersion', 'The api-version has to be 2023-01-01.');
  }
  const [, immutableId = '', stream = ''] = path.exec(url.pathname)!.map(decodeURIComponent);
  if (immutableId.toLowerCase() !== options.immutableId) {
    return refuse(404, 'NotFound', `Data collection rule with immutable Id '${immutableId}' not found.`);
  }
  const pipeline = options.pipelines.get(stream.toLowerCase());
  if (pipeline === undefined)
    return refuse(404, 'NotFound', `Stream '${stream}' not found in the data collection rule.`);
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return refuse(415, 'UnsupportedMediaType', 'The content type has to be application/json.');
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    return refuse(415, 'UnsupportedMediaType', `The content encoding ${encoding} is not supported; gzip is.`);
  }
  const body = await readBody(request, maxBodyBytes);
  if (body === undefined) return tooLong(maxBodyBytes);
  let text: string;
  try {
    text = (
      encoding === 'gzip' ? await inflate(body, { maxOutputLength: maxDecompressedBytes }) : body
    ).toString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      return tooLong(maxDecompressedBytes);
    return refuse(400, 'InvalidContent', 'The body is not valid gzip.');
  }
  const objects = parseArray(text);
  if (objects === undefined)
    return refuse(400, 'InvalidContent', 'The request body is malformed JSON: expected an array of objects.');
  const tables = pipeline(objects);
  const received = options.now();
  for (const { rows } of tables) replaceOldTimes(rows, received);
  if (tables.length > 0) await options.store(tables, received);
  return undefined;
}

function parseArray(text: string): Row[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row);
    return Array.isArray(value) && value.every(isRow) ? (value as Row[]) : undefined;
  } catch {
    return undefined;
  }
}

function tooLong(limit: number): Refusal {
  return refuse(413, 'ContentLengthLimitExceeded', `Maximum allowed content length: ${limit} bytes.`);
}

function refuse(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
