import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  RestError,
} from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import packageJson from '../../package.json' with { type: 'json' };
import type { AzureCloud } from './azure-cloud.ts';

export interface ArmReaderOptions {
  readonly cloud: AzureCloud;
  readonly credential: TokenCredential;
  /** In the place of sockets, for tests. */
  readonly httpClient?: HttpClient;
}

/** Reads resources for which no client of their own is worth its weight. Rejects with `RestError`. */
export interface ArmReader {
  /** @param path from `/subscriptions/` on, with its query */
  get(path: string, signal?: AbortSignal): Promise<unknown>;
  /** All items of a list, over its pages. */
  list(path: string, signal?: AbortSignal): Promise<unknown[]>;
}

/** Most pages of one list; each has hundreds of items. */
const maxPages = 50;

export function createArmReader({ cloud, credential, httpClient }: ArmReaderOptions): ArmReader {
  const client = httpClient ?? createDefaultHttpClient();
  const base = cloud.resourceManager;
  const pipeline = createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: `mailflow/${packageJson.version}` },
  });
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: `${base}/.default` }));

  const read = async (url: string, signal: AbortSignal | undefined): Promise<unknown> => {
    const request = createPipelineRequest({
      url,
      method: 'GET',
      headers: createHttpHeaders({ Accept: 'application/json' }),
      ...(signal && { abortSignal: signal }),
    });
    const response = await pipeline.sendRequest(client, request);
    const body = parse(response.bodyAsText);
    if (response.status === 200) return body;
    const { code, message } = errorOf(body);
    throw new RestError(message ?? `HTTP status ${response.status}`, {
      code: code ?? '',
      statusCode: response.status,
      request,
      response,
    });
  };

  return {
    get: (path, signal) => read(base + path, signal),
    async list(path, signal) {
      const items: unknown[] = [];
      let next: string | undefined = base + path;
      for (let page = 0; next !== undefined && page < maxPages; page++) {
        const { value, nextLink } = (await read(next, signal)) as { value?: unknown[]; nextLink?: string };
        items.push(...(value ?? []));
        // The token goes nowhere but to Resource Manager.
        next = nextLink && URL.parse(nextLink)?.origin === new URL(base).origin ? nextLink : undefined;
      }
      return items;
    },
  };
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function errorOf(body: unknown): { code?: string; message?: string } {
  const error = (body as { error?: { code?: unknown; message?: unknown } } | undefined)?.error;
  return {
    ...(typeof error?.code === 'string' && { code: error.code }),
    ...(typeof error?.message === 'string' && { message: error.message }),
  };
}
