import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
} from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { LogsIngestionClient } from '@azure/monitor-ingestion';
import packageJson from '../../package.json' with { type: 'json' };
import { MailflowError } from '../error.ts';
import { type Answer, answerOf, answerOfFailure } from './answer.ts';
import { apiVersion } from './service-limits.ts';

export interface IngestionClientOptions {
  /** Ingestion endpoint of the data collection rule, or of a data collection endpoint: an https URL. */
  readonly endpoint: string;
  /** `dcr-…` */
  readonly dcrImmutableId: string;
  readonly credential: TokenCredential;
  /** Default `https://monitor.azure.com`. */
  readonly audience?: string;
  /** Milliseconds after which a request without an answer is given up. */
  readonly requestTimeoutMs: number;
  /** In the place of sockets, for tests. */
  readonly httpClient?: HttpClient;
  readonly now: () => number;
}

/** Sends one compressed body. Never rejects: every outcome is an answer; aborting gives an `unavailable` one. */
export type PostBody = (stream: string, gzipped: Buffer, signal?: AbortSignal) => Promise<Answer>;

/**
 * The Azure SDK's client signs in and gives the pipeline (proxy, user agent, tracing, logging). Its gzip policy would
 * compress again and its retries know neither the pool nor the time budget, so both are taken out.
 */
export function createIngestionClient(options: IngestionClientOptions): PostBody {
  const base = checkEndpoint(options.endpoint);
  const httpClient = options.httpClient ?? createDefaultHttpClient();
  const { pipeline } = new LogsIngestionClient(options.endpoint, options.credential, {
    audience: options.audience,
    userAgentOptions: { userAgentPrefix: `mailflow/${packageJson.version}` },
    httpClient,
  });
  pipeline.removePolicy({ name: 'GzippingPolicy' });
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  const rule = `${base}/dataCollectionRules/${encodeURIComponent(options.dcrImmutableId)}/streams/`;

  return async (stream, gzipped, signal) => {
    const abort = new AbortController();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      abort.abort();
    }, options.requestTimeoutMs);
    const onAbort = () => abort.abort();
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    try {
      const response = await pipeline.sendRequest(
        httpClient,
        createPipelineRequest({
          url: `${rule}${encodeURIComponent(stream)}?api-version=${apiVersion}`,
          method: 'POST',
          // The pipeline adds x-ms-client-request-id: the request's own id, new for each attempt.
          headers: createHttpHeaders({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }),
          body: gzipped,
          abortSignal: abort.signal,
        }),
      );
      return answerOf(response.status, response.headers, response.bodyAsText ?? '', options.now());
    } catch (error) {
      return answerOfFailure(error, timedOut);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  };
}

function checkEndpoint(endpoint: string): string {
  const url = URL.parse(endpoint);
  if (url?.protocol !== 'https:' || url.search !== '' || url.hash !== '') {
    throw new MailflowError('bad-endpoint', `"${endpoint}" is not the URL of an ingestion endpoint.`, {
      advice:
        'Set MAILFLOW_INGESTION_ENDPOINT to the https URL that the data collection rule shows under "Logs ingestion".',
    });
  }
  return endpoint.replace(/\/+$/, '');
}
