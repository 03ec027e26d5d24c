import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { ensureCertificate } from './certificate.ts';
import { temporaryLayout } from './temporary-layout.ts';

test('a client that trusts the authority alone reaches 127.0.0.1 and localhost', async (t) => {
  const { layout, remove } = await temporaryLayout();
  t.after(remove);
  const server = createServer(
    { cert: readFileSync(layout.certificateFile), key: readFileSync(layout.keyFile) },
    (_, response) => response.end('hello'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const call = (servername: string, ca?: Buffer) =>
    new Promise<number | undefined>((resolve, reject) => {
      get(
        { host: '127.0.0.1', port, servername, headers: { host: servername }, ca, agent: false },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).once('error', reject);
    });
  const ca = readFileSync(layout.caFile);
  assert.equal(await call('localhost', ca), 200);
  assert.equal(await call('', ca), 200);
  await assert.rejects(call('localhost'), { code: /UNABLE_TO|SELF_SIGNED/ });
  await assert.rejects(call('example.org', ca), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});

test('a certificate is kept while it is valid, and made anew where it ends soon or is damaged', async (t) => {
  const { layout, remove } = await temporaryLayout();
  t.after(remove);
  if (process.platform !== 'win32') assert.equal(statSync(layout.keyFile).mode & 0o777, 0o600);
  const first = readFileSync(layout.caFile, 'utf8');
  assert.equal(await ensureCertificate(layout, () => new Date()), false);
  assert.equal(readFileSync(layout.caFile, 'utf8'), first);

  const inElevenMonths = new Date(Date.now() + 340 * 86_400_000);
  assert.equal(await ensureCertificate(layout, () => inElevenMonths), true);
  assert.notEqual(readFileSync(layout.caFile, 'utf8'), first);

  writeFileSync(layout.certificateFile, 'half a certif');
  assert.equal(await ensureCertificate(layout, () => new Date()), true);
});
