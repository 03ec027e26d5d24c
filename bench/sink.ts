/** A Logs Ingestion endpoint that only reads bodies and answers 204: in a process of its own, so that its work is not measured. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '../local/stack/make-certificate.ts';

/** A running sink. */
export interface Sink {
  readonly endpoint: string;
  /** Path of the certificate to trust, for NODE_EXTRA_CA_CERTS. */
  readonly ca: string;
  stop(): Promise<void>;
}

/** @param options.delay milliseconds between the end of a request and its answer */
export async function startSink(options: { delay: number }): Promise<Sink> {
  const folder = await mkdtemp(join(tmpdir(), 'mailflow-sink-'));
  const child: ChildProcess = fork(new URL(import.meta.url), [folder, String(options.delay)]);
  const [port] = (await once(child, 'message')) as [number];
  return {
    endpoint: `https://127.0.0.1:${port}`,
    ca: join(folder, 'ca.pem'),
    stop: async () => {
      child.kill();
      await once(child, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}

async function serve(folder: string, delay: number): Promise<void> {
  const { ca, certificate, key } = await makeCertificate(new Date());
  await writeFile(join(folder, 'ca.pem'), ca);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    request.resume();
    request.on('end', () => setTimeout(() => response.writeHead(204).end(), delay));
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.on('disconnect', () => process.exit());
}

if (import.meta.main) {
  const [folder, delay] = process.argv.slice(2);
  await serve(folder, Number(delay));
}
