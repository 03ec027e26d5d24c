import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../monitor/read-body.ts';
import { sendJson } from '../monitor/send-json.ts';
import type { Binding, RegisteredFunction, TypedData } from './core-api.ts';
import type { HostLog } from './host-log.ts';
import type { Invoker } from './invoke.ts';
import { routePattern } from './route-pattern.ts';
import type { Listener } from './timer-listener.ts';

export interface HttpListenerOptions {
  readonly functions: readonly RegisteredFunction[];
  /** 0 takes any free port. */
  readonly port: number;
  readonly routePrefix: string;
  /** Opens functions whose authLevel is `function` or `admin`. */
  readonly key: string;
  readonly invoker: Invoker;
  readonly log: HostLog;
}

interface Endpoint {
  readonly target: RegisteredFunction;
  readonly bindingName: string;
  readonly pattern: RegExp;
  readonly methods: readonly string[];
  readonly open: boolean;
}

/** Default limit of the host, 100 MB. Source: Azure Functions, "HTTP trigger", limits. */
const maxRequestBytes = 104_857_600;

/**
 * Serves HTTP functions on 127.0.0.1 under `/<route prefix>/<route>`, with function keys in the header
 * x-functions-key or the parameter `code`. Source: Azure Functions, "HTTP trigger" and "Work with access
 * keys".
 */
export async function httpListener(
  options: HttpListenerOptions,
): Promise<Listener & { readonly port: number }> {
  const endpoints = options.functions.map((target) => endpoint(target, options.routePrefix));
  const server = createServer(async (request, response) => {
    try {
      await serve(request, response, endpoints, options);
    } catch (error) {
      if (request.destroyed && !request.complete) return; // The sender has gone.
      options.log(
        'error',
        'http',
        `${request.method} ${new URL(request.url ?? '/', 'http://host').pathname}: ${(error as Error).message}`,
      );
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  for (const { target, methods, pattern } of endpoints) {
    options.log('information', target.metadata.name, `HTTP ${methods.join(', ')} ${pattern.source}`);
  }
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function endpoint(target: RegisteredFunction, prefix: string): Endpoint {
  const { name, bindings } = target.metadata;
  const [bindingName, binding] = Object.entries(bindings).find(([, { type }]) => type === 'httpTrigger') as [
    string,
    Binding,
  ];
  const route = typeof binding.route === 'string' ? binding.route : name;
  return {
    target,
    bindingName,
    pattern: routePattern(prefix === '' ? route : `${prefix}/${route}`),
    methods: (binding.methods as string[]).map((method) => method.toUpperCase()),
    open: binding.authLevel === 'anonymous',
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  endpoints: readonly Endpoint[],
  options: HttpListenerOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
  const method = request.method ?? 'GET';
  for (const { target, bindingName, pattern, methods, open } of endpoints) {
    const match = pattern.exec(url.pathname);
    if (match === null || !methods.includes(method)) continue;
    const key = request.headers['x-functions-key'] ?? url.searchParams.get('code') ?? '';
    if (!open && !equal(String(key), options.key)) {
      request.resume();
      response.writeHead(401).end();
      return;
    }
    const body = await readBody(request, maxRequestBytes);
    if (body === undefined) {
      sendJson(response, 413, { error: `The request is longer than ${maxRequestBytes} bytes.` });
      return;
    }
    const params = Object.entries(match.groups ?? {}).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const http = {
      method,
      url: url.href,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      query: Object.fromEntries(url.searchParams),
      params: Object.fromEntries(params.map(([name, value]) => [name, decodeURIComponent(value)])),
      body: body.length === 0 ? null : { bytes: body },
    };
    const inputs = { inputData: [{ name: bindingName, data: { http } }], triggerMetadata: {} };
    const { returnValue } = await options.invoker.invoke(target, `${method} ${url.pathname}`, inputs);
    answer(response, returnValue?.http);
    return;
  }
  request.resume();
  response.writeHead(404).end();
}

function answer(response: ServerResponse, http: TypedData['http']): void {
  if (http === undefined) {
    response.writeHead(204).end(); // A function that returns nothing.
    return;
  }
  const { body } = http;
  const content = body?.bytes ?? body?.stream ?? body?.string ?? body?.json ?? '';
  response.writeHead(Number(http.statusCode ?? 200), http.headers);
  response.end(content);
}

function equal(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}
