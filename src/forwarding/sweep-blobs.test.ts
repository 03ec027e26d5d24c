import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BlobDeadLetters } from '../storage/blob-dead-letters.ts';
import { blobOfMessage } from '../storage/blob-subject.ts';
import { peekCheckpoint } from '../storage/checkpoint-store.ts';
import type { Storage } from '../storage/create-storage.ts';
import { healthStream } from '../streams/health.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import { forwardBlob } from './forward-blob.ts';
import { reportHealth } from './report-health.ts';
import { sweepBlobs } from './sweep-blobs.ts';
import {
  append,
  createTestContext,
  drainQueue,
  header,
  lines,
  startStorage,
  stopStorage,
} from './test-context.ts';

const minuteMs = 60_000;
const one = 'EXCH01/MSGTRK/MSGTRK2026112103-1.LOG';
const two = 'EXCH02/MSGTRK/MSGTRK2026112103-1.LOG';
let storage: Storage;
let shift = 0;
const now = (): number => Date.now() + shift;
before(async () => {
  storage = await startStorage();
});
after(stopStorage);

async function swept(): Promise<unknown[]> {
  await sweepBlobs({ storage, now });
  return (await drainQueue(storage)).map(blobOfMessage);
}

test('queues what is behind, once, until it is dealt with', async () => {
  const context = createTestContext(storage, {}, { now });
  await append(storage, one, header + lines('a', 2));
  await append(storage, two, '');
  assert.deepEqual(await swept(), [one], 'an empty blob is not behind');
  assert.deepEqual(await swept(), [], 'queued already');
  await forwardBlob(one, context);
  assert.deepEqual(await swept(), [], 'all is forwarded');
  await append(storage, one, lines('a', 1, 2));
  assert.deepEqual(await swept(), [one], 'grown');
  await forwardBlob(one, context);
  await append(storage, one, lines('a', 1, 3));
  assert.deepEqual(await swept(), [one], 'grown again');
  shift = 16 * minuteMs;
  assert.deepEqual(await swept(), [one], 'the message seems lost');
  await forwardBlob(one, context);
});

test('a blob that failed is left until its time has come', async () => {
  shift = 0;
  await append(storage, two, header + lines('b', 1));
  const failing = createTestContext(storage, { override: () => ({ status: 503 }) }, { now });
  await forwardBlob(two, failing);
  await drainQueue(storage);
  assert.deepEqual(await swept(), []);
  shift = 16 * minuteMs;
  assert.deepEqual(await swept(), [two]);
});

test('health: lag by server, queues and dead letters', async () => {
  await storage.poison.sendMessage('x');
  await new BlobDeadLetters(storage.deadLetters).write([
    {
      time: '2026-11-21T00:00:00Z',
      stream: messageTrackingLogStream.name,
      file: 'f',
      reason: 'r',
      message: 'm',
    },
  ]);
  await append(storage, two, lines('b', 1, 1));
  await sweepBlobs({ storage, now });
  shift = 26 * minuteMs;
  const context = createTestContext(storage, {}, { now });
  await reportHealth(context);
  const rows = context.service.rows(healthStream.name);
  const servers = rows.filter(({ component }) => component === 'report-health');
  assert.deepEqual(
    servers.map(({ Computer }) => Computer),
    ['EXCH01', 'EXCH02'],
  );
  assert.equal(servers[0]!.lagSeconds, 0);
  const lag = Number(servers[1]!.lagSeconds);
  assert.ok(lag >= 26 * 60 && lag < 30 * 60, String(lag));
  const poison = rows.find(({ FilePath }) => FilePath === 'forward-blob-poison')!;
  assert.equal(poison.rowsRejected, 1);
  assert.match(String(poison.error), /1 messages failed/);
  assert.match(String(rows.find(({ component }) => component === 'dead-letters')!.error), /1 blobs hold/);
  assert.ok(rows.every(({ version, TimeGenerated }) => version && TimeGenerated));
});

test('the checkpoint of a blob that is gone is removed after a day', async () => {
  await storage.logs.deleteBlob(one);
  shift = 0;
  assert.equal((await sweepBlobs({ storage, now })).removed, 0);
  shift = 25 * 60 * minuteMs;
  assert.equal((await sweepBlobs({ storage, now })).removed, 1);
  assert.equal(await peekCheckpoint(storage.state, one), undefined);
  assert.ok(await peekCheckpoint(storage.state, two));
});
