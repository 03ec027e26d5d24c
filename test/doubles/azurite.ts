import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import type { AccessToken, TokenCredential } from '@azure/identity';
import { ensureCertificate } from '../../local/stack/certificate.ts';

/** A running Azurite: blobs and queues over HTTPS with OAuth, as in Azure. */
export interface AzuriteDouble {
  /** For `MAILFLOW_STORAGE__blobServiceUri`. */
  readonly blobServiceUri: string;
  /** For `MAILFLOW_STORAGE__queueServiceUri`. */
  readonly queueServiceUri: string;
  /** Gives tokens that Azurite takes (it checks issuer, audience and expiry, not the signature). */
  readonly credential: TokenCredential;
  /** Certificate of the authority, PEM; this process trusts it already. */
  readonly certificate: string;
  stop(): Promise<void>;
}

/**
 * Starts Azurite in a child process on free ports of 127.0.0.1, all data in memory, and makes this process trust
 * its certificate. Start it once a test file and `stop()` it in `after`.
 */
export async function startAzurite(): Promise<AzuriteDouble> {
  const folder = await mkdtemp(join(tmpdir(), 'mailflow-azurite-'));
  const files = {
    caFile: join(folder, 'ca.pem'),
    certificateFile: join(folder, 'cert.pem'),
    keyFile: join(folder, 'key.pem'),
  };
  await ensureCertificate(files, () => new Date());
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const child = spawn(
    process.execPath,
    [
      main,
      ...['--blobHost', '127.0.0.1', '--blobPort', '0', '--queueHost', '127.0.0.1', '--queuePort', '0'],
      ...['--tableHost', '127.0.0.1', '--tablePort', '0', '--inMemoryPersistence'],
      ...['--cert', files.certificateFile, '--key', files.keyFile, '--oauth', 'basic'],
      ...['--skipApiVersionCheck', '--disableTelemetry'],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const killWithParent = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithParent);
  const stop = async (): Promise<void> => {
    process.off('exit', killWithParent);
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [blob, queue] = await listening(child);
    const certificate = await readFile(files.caFile, 'utf8');
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate]);
    return {
      blobServiceUri: `${blob}/devstoreaccount1`,
      queueServiceUri: `${queue}/devstoreaccount1`,
      credential: { getToken: async () => unsignedToken() },
      certificate,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the lines in which Azurite names the addresses of its blob and its queue service. */
function listening(child: ChildProcess): Promise<[string, string]> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (text: string): void => {
      output += text;
      const blob = /Blob service is successfully listening at (https:\S+)/.exec(output)?.[1];
      const queue = /Queue service is successfully listening at (https:\S+)/.exec(output)?.[1];
      if (blob && queue) resolve([blob, queue]);
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('exit', (code) => reject(new Error(`Azurite ended with ${code}: ${output}`)));
    child.once('error', reject);
  });
}

function unsignedToken(): AccessToken {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'https://sts.windows.net/00000000-0000-0000-0000-000000000000/',
    aud: 'https://storage.azure.com',
    iat: now - 60,
    nbf: now - 60,
    exp: now + 3600,
    ver: '1.0',
  };
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    token: `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${'A'.repeat(43)}`,
    expiresOnTimestamp: (now + 3600) * 1000,
  };
}
