import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { freePorts } from './free-ports.ts';

test('a taken port is named, with what to do', async (t) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  await assert.rejects(freePorts(port, 1, 0), {
    code: 'port-taken',
    message: `Port ${port} on 127.0.0.1 is taken by another program.`,
    advice: /--port/,
  });
});

test('ports that are let go in time are waited for', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  setTimeout(() => server.close(), 50);
  await freePorts(port, 1, 5000);
});

test('a block beyond the last port is refused', async () => {
  await assert.rejects(freePorts(65_533, 5, 0), { code: 'port-taken' });
});
