import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tenantRow } from '../../test/doubles/graph/sample-rows.ts';
import { GraphTenant } from '../../test/doubles/graph/tenant.ts';
import { startStorage, stopStorage } from '../forwarding/test-context.ts';
import type { Storage } from '../storage/create-storage.ts';
import {
  BlobStateStore,
  backfillBlob,
  peekBackfillRequest,
  peekPollState,
  requestBackfill,
  stateBlob,
} from './blob-state-store.ts';
import { TraceSimulation } from './test-simulation.ts';

let storage: Storage;
before(async () => {
  storage = await startStorage();
});
after(stopStorage);

const hour = Date.UTC(2026, 10, 21, 5);
const request = {
  from: '2026-09-01T00:00:00Z',
  to: '2026-11-01T00:00:00Z',
  requestedAt: '2026-11-21T05:00:00Z',
};

test('one of many polls; state, secret, hours, details and request are kept for the next', async () => {
  const store = new BlobStateStore(storage.state);
  const holds = await Promise.all([store.take(), store.take(), store.take()]);
  const [hold, ...others] = holds.filter((one) => one !== undefined);
  assert.equal(others.length, 0);
  assert.equal(hold!.text, '');
  const made = await hold!.secret();
  assert.equal(made.made, true);
  assert.equal(await hold!.readHour(hour), undefined);
  await hold!.writeHour(hour, Buffer.from('one'));
  await hold!.writeHour(hour, Buffer.from('two'));
  await hold!.writePendingDetails('[1]');
  await hold!.save('{"a":1}');
  await hold!.save('{"a":2}');
  await requestBackfill(storage.state, request);
  await hold!.release();

  const next = (await store.take())!;
  assert.equal(next.text, '{"a":2}');
  assert.deepEqual(await next.secret(), { secret: made.secret, made: false });
  assert.equal((await next.readHour(hour))!.toString(), 'two');
  assert.deepEqual(await next.listHours(), [hour]);
  assert.equal(await next.readPendingDetails(), '[1]');
  assert.deepEqual(await next.readBackfill(), request);
  await next.removeBackfill({ ...request, requestedAt: '2026-11-20T05:00:00Z' });
  assert.deepEqual(await peekBackfillRequest(storage.state), request);
  await next.removeBackfill(request);
  assert.equal(await next.readBackfill(), undefined);
  await next.removeHour(hour);
  await next.removeHour(hour);
  assert.deepEqual(await next.listHours(), []);
  await next.release();
});

test('an instance that lost its right overwrites neither state nor hours', async () => {
  const store = new BlobStateStore(storage.state);
  const first = (await store.take())!;
  await first.readHour(hour);
  await storage.state.getBlobClient(stateBlob).getBlobLeaseClient().breakLease(0);
  const second = (await store.take())!;
  await second.readHour(hour);
  await second.writeHour(hour, Buffer.from('second'));
  await assert.rejects(first.writeHour(hour, Buffer.from('first')), { code: 'lease-lost' });
  assert.ok(first.signal.aborted);
  await assert.rejects(first.save('{}'), { code: 'lease-lost' });
  assert.equal((await second.readHour(hour))!.toString(), 'second');
  await Promise.all([first.release(), second.release()]);
});

test('a request that cannot be understood is none', async () => {
  const blob = storage.state.getBlockBlobClient(backfillBlob);
  for (const text of ['', 'null', '{"from":"x","to":"y","requestedAt":"z"}']) {
    await blob.upload(text, text.length);
    assert.equal(await peekBackfillRequest(storage.state), undefined);
  }
  await requestBackfill(storage.state, undefined);
  await requestBackfill(storage.state, undefined);
});

test('the poller on Blob Storage: a second run sends nothing anew, and no address stands in the state', async () => {
  for await (const { name } of storage.state.listBlobsFlat({ prefix: 'message-trace/' })) {
    await storage.state.deleteBlob(name);
  }
  const now = Date.now();
  const rows = Array.from({ length: 40 }, (_, n) =>
    tenantRow({
      id: `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`,
      receivedDateTime: new Date(now - (n + 5) * 10 * 60_000).toISOString(),
    }),
  );
  const store = new BlobStateStore(storage.state);
  const simulation = new TraceSimulation({ tenant: new GraphTenant(rows), now, pageSize: 30, store });
  assert.equal((await simulation.run(0)).summary?.outcome, 'done');
  assert.equal(simulation.table.length, 40);
  assert.equal((await simulation.run(5 * 60_000)).summary?.rowsNew, 0);
  assert.ok((await peekPollState(storage.state))!.coveredThrough > now);
  let blobs = 0;
  for await (const { name } of storage.state.listBlobsFlat({ prefix: 'message-trace/' })) {
    const bytes = await storage.state.getBlobClient(name).downloadToBuffer();
    assert.ok(!bytes.includes('contoso') && !bytes.includes('fabrikam'), name);
    blobs++;
  }
  assert.ok(blobs > 5, `${blobs}`);
});
