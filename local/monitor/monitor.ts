import { readFileSync } from 'node:fs';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { declaredWatchlists } from '../../kql/declared-watchlists.ts';
import { foreignTables } from '../../kql/foreign-tables.ts';
import { createDatabase, type Watchlist } from '../../kql-engine/index.ts';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';
import type { LocalTokens } from '../identity/local-tokens.ts';
import { managedIdentity } from '../identity/managed-identity.ts';
import type { SiteFolder } from '../site/site-folder.ts';
import { type CollectionRule, streamPipelines, type TableSchema } from './collection-rule.ts';
import { type Content, contentEndpoint } from './content-endpoint.ts';
import { ingestionEndpoint, isIngestionPath } from './ingestion-endpoint.ts';
import { type FunctionSchema, isMetadataPath, metadataEndpoint } from './metadata-endpoint.ts';
import { isQueryPath, queryEndpoint } from './query-endpoint.ts';
import { withDeclared } from './read-watchlists.ts';
import { recentRate } from './recent-rate.ts';
import { sendJson } from './send-json.ts';
import { siteEndpoint } from './site-endpoint.ts';
import { openTableStore } from './table-store.ts';

export interface MonitorOptions {
  /** 0 takes any free port. */
  readonly sitePort: number;
  readonly apiPort: number;
  readonly functionsPort: number;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly tablesFolder: string;
  readonly tables: readonly TableSchema[];
  readonly rule: CollectionRule;
  readonly immutableId: string;
  readonly tokens: LocalTokens;
  /** What callers of the managed identity endpoint have to know. */
  readonly identityHeader: string;
  /** The files of the site. */
  readonly site: SiteFolder;
  /** What is deployed beside the tables; its `functions` can be called in queries. */
  readonly content: StackContent;
  /** Gives the watchlists by alias, another object where they have changed; others that the content reads are empty. */
  readonly watchlists: () => Readonly<Record<string, Watchlist>>;
  /** What `/status` tells beside the rows of each table. */
  readonly status: () => object;
  readonly report: (text: string) => void;
  readonly now: () => Date;
}

/** The stack's stand-in for Azure Monitor and the identity endpoint, with the site. */
export interface Monitor {
  readonly sitePort: number;
  readonly apiPort: number;
  /** Rows by table. */
  readonly counts: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

/** Generated content by the name of its file; of the functions and the queries the stack has to know more. */
export type StackContent = Content & {
  readonly functions: readonly FunctionSchema[];
  readonly 'analytics-rules': readonly { readonly query: string }[];
  readonly 'hunting-queries': readonly { readonly query: string }[];
};

/** Audiences of the query API, by the SDK's and by the portal's name for it. */
const queryAudiences = ['https://api.loganalytics.io', 'https://api.loganalytics.azure.com'];

/** What the tables may hold in memory; older rows are read from disk when a query asks for them. */
const tableMemoryBytes = 512 * 1024 * 1024;

/** Opens the tables, then listens on 127.0.0.1: HTTP for people, HTTPS for the Azure SDKs. */
export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const { tables, rule, tokens, now, report, content } = options;
  const declared = declaredWatchlists([
    ...content.functions,
    ...content['analytics-rules'],
    ...content['hunting-queries'],
  ]);
  let readLast: Readonly<Record<string, Watchlist>> | undefined;
  let watchlists: Record<string, Watchlist> = declared;
  const database = createDatabase({
    tables: [
      ...tables.map(({ name, columns }) => ({ name, columns: kustoColumns(columns) })),
      ...foreignTables,
    ],
    functions: content.functions.map(({ alias, parameters, description, query }) => ({
      name: alias,
      parameters,
      description,
      body: query,
    })),
    watchlists() {
      const read = options.watchlists();
      if (read !== readLast) watchlists = withDeclared(declared, read);
      readLast = read;
      return watchlists;
    },
    now,
    storage: { directory: options.tablesFolder, memoryBytes: tableMemoryBytes, inTurns: true },
  });
  const rate = recentRate(() => now().getTime());
  const pipelines = streamPipelines(rule, tables, now);
  const store = await openTableStore(options.tablesFolder, tables, database, report);

  const query = queryEndpoint(database);
  const metadata = metadataEndpoint(tables, content.functions);
  const files = siteEndpoint(options.site);
  const deployed = contentEndpoint(content);
  const identity = managedIdentity(tokens, options.identityHeader);
  const ingest = ingestionEndpoint({
    immutableId: options.immutableId,
    pipelines,
    tokens,
    now,
    async store(batches, received) {
      await store.append(batches, received);
      rate.add(batches.reduce((sum, { rows }) => sum + rows.length, 0));
    },
  });
  const started = now();

  const site: Handler = (request, response, url) => {
    if (isQueryPath(url.pathname)) return query(request, response, url);
    if (url.pathname === '/msi/token') return identity(request, response, url);
    if (url.pathname.startsWith('/api/')) return passOn(request, response, options.functionsPort);
    if (url.pathname === '/status') {
      const counts = Object.fromEntries(store.counts);
      return sendJson(response, 200, {
        started,
        received: store.received,
        rowsPerSecond: rate.perSecond(),
        tables: counts,
        ...options.status(),
      });
    }
    if (isMetadataPath(url.pathname)) return metadata(request, response);
    if (deployed(request, response, url) || files(request, response, url)) return;
    notFound(response);
  };
  const api: Handler = (request, response, url) => {
    if (isIngestionPath(url.pathname)) return ingest(request, response, url);
    const isMetadata = isMetadataPath(url.pathname);
    if (!isMetadata && !isQueryPath(url.pathname)) return notFound(response);
    const refusal = tokens.refusal(request.headers.authorization, queryAudiences);
    if (refusal === undefined)
      return isMetadata ? metadata(request, response) : query(request, response, url);
    request.resume();
    sendJson(response, 401, { error: { code: 'InvalidTokenError', message: refusal } });
  };

  const siteServer = createServer(listener(site, report));
  const apiServer = createHttpsServer(
    { cert: readFileSync(options.certificateFile), key: readFileSync(options.keyFile) },
    listener(api, report),
  );
  const sitePort = await listen(siteServer, options.sitePort);
  const apiPort = await listen(apiServer, options.apiPort);
  return {
    sitePort,
    apiPort,
    counts: store.counts,
    async close() {
      await Promise.all([siteServer, apiServer].map(closeServer));
      await store.close();
      await database.saved();
    },
  };
}

function listener(handler: Handler, report: (text: string) => void) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      // A page of another origin could reach this address under a name of its own; the real names are these.
      const host = (request.headers.host ?? '').replace(/:\d+$/, '');
      if (host !== '127.0.0.1' && host !== 'localhost') {
        request.resume();
        sendJson(response, 421, {
          error: { code: 'MisdirectedRequest', message: `${host} is not a name of this server.` },
        });
        return;
      }
      await handler(request, response, new URL(request.url ?? '/', 'http://127.0.0.1'));
    } catch (error) {
      if (request.destroyed && !request.complete) return; // The sender has gone.
      report(
        `${request.method} ${request.url}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      if (response.headersSent) response.destroy();
      else
        sendJson(response, 500, {
          error: { code: 'InternalServerError', message: 'The local stack failed; see its logs.' },
        });
    }
  };
}

/** Hands a request over to the functions, as the front end of Azure Functions does. */
function passOn(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { url: path, method, headers } = request;
  const onward = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => {
    request.resume();
    if (response.headersSent) response.destroy();
    else
      sendJson(response, 503, {
        error: { code: 'FunctionsUnavailable', message: 'The functions host does not answer.' },
      });
  });
  request.pipe(onward);
}

function notFound(response: ServerResponse): void {
  sendJson(response, 404, {
    error: { code: 'PathNotFoundError', message: 'The requested path does not exist.' },
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}
