import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ConnectionBroken, type GraphService } from './graph-service.ts';

export interface GraphServerOptions {
  /** 0: any free one. */
  readonly port: number;
  /** PEM files. */
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface GraphServer {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** The double over HTTPS on 127.0.0.1. Where its connections break, they do so on the socket. */
export async function startGraphServer(
  service: GraphService,
  options: GraphServerOptions,
): Promise<GraphServer> {
  const server = createServer({
    cert: readFileSync(options.certificateFile),
    key: readFileSync(options.keyFile),
  });
  server.on('request', (request, response) => {
    request.resume();
    try {
      const { status, headers, body } = service.handle({
        method: request.method ?? '',
        url: `https://${request.headers.host ?? '127.0.0.1'}${request.url}`,
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
        ),
      });
      response.writeHead(status, headers).end(body);
    } catch (error) {
      if (error instanceof ConnectionBroken) request.socket.destroy();
      else response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
