import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ContainerClient } from '@azure/storage-blob';
import { startStorage, stopStorage } from '../forwarding/test-context.ts';
import type { DeadLetter } from '../ingestion/dead-letter.ts';
import { BlobDeadLetters } from './blob-dead-letters.ts';
import { firstCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { CheckpointLease } from './checkpoint-lease.ts';
import { listCheckpoints, peekCheckpoint, removeCheckpoint } from './checkpoint-store.ts';
import type { Storage } from './create-storage.ts';
import { listDeadLetters, readDeadLetters, settleDeadLetters } from './stored-dead-letters.ts';

let storage: Storage;
before(async () => {
  storage = await startStorage();
});
after(stopStorage);

const letter = (n: number, extra: Partial<DeadLetter> = {}): DeadLetter => ({
  time: '2026-11-21T03:00:00.000Z',
  stream: 'Custom-MessageTrackingLog',
  file: 'EXCH01/MSGTRK/a.LOG',
  Computer: 'EXCH01',
  line: n,
  reason: 'test',
  message: 'test',
  ...extra,
});

test('only one of many gets the lease; the next one sees what was saved', async () => {
  const leases = await Promise.all(
    Array.from({ length: 6 }, () => CheckpointLease.take(storage.state, 'a/b.LOG')),
  );
  const [lease, ...others] = leases.filter((one) => one !== undefined);
  assert.equal(others.length, 0);
  assert.deepEqual(lease!.checkpoint, firstCheckpoint);
  const saved = {
    ...firstCheckpoint,
    reader: { ...firstCheckpoint.reader, offset: 7, line: 2 },
    etag: '"0x1"',
  };
  await lease!.save({ ...saved, rowsRead: 1 });
  await lease!.save({ ...saved, rowsRead: 2 });
  await lease!.release();
  const next = await CheckpointLease.take(storage.state, 'a/b.LOG');
  assert.deepEqual(next!.checkpoint, { ...saved, rowsRead: 2 });
  await next!.release();
  const peeked = await peekCheckpoint(storage.state, 'a/b.LOG');
  assert.deepEqual([peeked!.offset, peeked!.etag, peeked!.refused], [7, '"0x1"', false]);
  assert.deepEqual([...(await listCheckpoints(storage.state))], [['a/b.LOG', peeked]]);
});

test('a lease taken over by force is noticed, and nothing is overwritten', async () => {
  const first = await CheckpointLease.take(storage.state, 'lost.LOG');
  await storage.state.getBlobClient('checkpoints/lost.LOG').getBlobLeaseClient().breakLease(0);
  const second = await CheckpointLease.take(storage.state, 'lost.LOG');
  await second!.save({ ...firstCheckpoint, rowsRead: 5 });
  await assert.rejects(first!.save({ ...firstCheckpoint, rowsRead: 1 }), {
    code: 'lease-lost',
    retryable: true,
  });
  assert.ok(first!.signal.aborted);
  assert.throws(() => first!.check(), { code: 'lease-lost' });
  await Promise.all([first!.release(), second!.release()]);
  const third = await CheckpointLease.take(storage.state, 'lost.LOG');
  assert.equal(third!.checkpoint.rowsRead, 5);
  await third!.release();
});

test('a checkpoint is removed only as it was listed, and not while it is in use', async () => {
  const lease = await CheckpointLease.take(storage.state, 'gone.LOG');
  const listed = (await listCheckpoints(storage.state)).get('gone.LOG')!;
  assert.equal(await removeCheckpoint(storage.state, 'gone.LOG', listed), false);
  await lease!.save(firstCheckpoint);
  await lease!.release();
  assert.equal(await removeCheckpoint(storage.state, 'gone.LOG', listed), false);
  const again = (await listCheckpoints(storage.state)).get('gone.LOG')!;
  assert.equal(await removeCheckpoint(storage.state, 'gone.LOG', again), true);
  assert.equal(await peekCheckpoint(storage.state, 'gone.LOG'), undefined);
});

test('a checkpoint that cannot be understood means the start of the file', () => {
  for (const text of [
    '',
    '{',
    'null',
    '{"version":2}',
    '{"version":1,"reader":{"offset":-1,"line":1,"encoding":"utf8"}}',
  ]) {
    assert.deepEqual(parseCheckpoint(text), firstCheckpoint);
  }
});

test('concurrent writers of dead letters keep whole lines; reading gives all of them', async () => {
  const sinks = Array.from({ length: 4 }, () => new BlobDeadLetters(storage.deadLetters));
  const raw = 'ä'.repeat(1000);
  await Promise.all(
    sinks.map((sink, at) => sink.write(Array.from({ length: 50 }, (_, n) => letter(at * 50 + n, { raw })))),
  );
  const [blob, ...rest] = await Array.fromAsync(listDeadLetters(storage.deadLetters));
  assert.equal(rest.length, 0);
  assert.equal(blob!.name, '2026-11-21/EXCH01/a.LOG.ndjson');
  const letters = await Array.fromAsync(readDeadLetters(storage.deadLetters, blob!));
  assert.deepEqual(
    letters.map(({ line }) => line).sort((a, b) => a! - b!),
    Array.from({ length: 200 }, (_, n) => n),
  );
  assert.ok(letters.every((one) => one.raw === raw));

  // Letters that come after the listing survive it.
  await sinks[0]!.write([letter(999)]);
  await settleDeadLetters(storage.deadLetters, blob!);
  const [left] = await Array.fromAsync(listDeadLetters(storage.deadLetters));
  const after = await Array.fromAsync(readDeadLetters(storage.deadLetters, left!));
  assert.deepEqual(
    after.map(({ line }) => line),
    [999],
  );
  await settleDeadLetters(storage.deadLetters, left!);
  assert.deepEqual(await Array.fromAsync(listDeadLetters(storage.deadLetters)), []);
});

test('blocks stay within 4 MiB, but for a letter that is longer alone', async () => {
  const sizes: number[] = [];
  const container = fakeContainer((_name, size) => {
    sizes.push(size);
  });
  const mebibyte = 'x'.repeat(1024 * 1024);
  await new BlobDeadLetters(container).write([
    ...Array.from({ length: 9 }, (_, n) => letter(n, { raw: mebibyte })),
    letter(9, { raw: mebibyte.repeat(5) }),
  ]);
  assert.equal(sizes.length, 4);
  assert.ok(sizes.slice(0, 3).every((size) => size <= 4 * 1024 * 1024));
});

test('a blob with 50,000 blocks is followed by the next part', async () => {
  const written: string[] = [];
  const container = fakeContainer((name) => {
    if (!name.endsWith('.3.ndjson'))
      throw Object.assign(new Error('full'), { statusCode: 409, code: 'BlockCountExceedsLimit' });
    written.push(name);
  });
  const sink = new BlobDeadLetters(container);
  await sink.write([letter(1)]);
  await sink.write([letter(2)]);
  assert.deepEqual(written, Array(2).fill('2026-11-21/EXCH01/a.LOG.3.ndjson'));
});

function fakeContainer(append: (name: string, size: number) => void): ContainerClient {
  const getAppendBlobClient = (name: string) => ({
    appendBlock: async (_block: Buffer, size: number) => append(name, size),
  });
  return { getAppendBlobClient } as unknown as ContainerClient;
}
