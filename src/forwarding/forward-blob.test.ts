import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MailflowError } from '../error.ts';
import { CheckpointLease } from '../storage/checkpoint-lease.ts';
import { peekCheckpoint } from '../storage/checkpoint-store.ts';
import type { Storage } from '../storage/create-storage.ts';
import { healthStream } from '../streams/health.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import { forwardBlob } from './forward-blob.ts';
import {
  allDeadLetters,
  append,
  createTestContext,
  drainQueue,
  header,
  idList,
  idsOf,
  lines,
  startStorage,
  stopStorage,
} from './test-context.ts';

let storage: Storage;
let number = 0;
let name: string;
before(async () => {
  storage = await startStorage();
});
after(stopStorage);
beforeEach(async () => {
  name = `EXCH01/MSGTRK/MSGTRK2026112103-${++number}.LOG`;
  await storage.queue.clearMessages();
});

test('forwards what is there, then only what is new, with header and path', async () => {
  const context = createTestContext(storage);
  await append(storage, name, header + lines('a', 3), 'D:\\Logs\\MSGTRK2026112103-1.LOG');
  assert.equal(await forwardBlob(name, context), 'done');
  assert.deepEqual(idsOf(context.service), idList('a', 3));
  const row = context.service.rows(messageTrackingLogStream.name)[0]!;
  assert.equal(row.FilePath, 'D:\\Logs\\MSGTRK2026112103-1.LOG');
  assert.equal(row.Computer, 'EXCH01');
  assert.equal(row.collector, 'Function');

  assert.equal(await forwardBlob(name, context), 'unchanged');
  await append(storage, name, lines('a', 2, 3));
  assert.equal(await forwardBlob(name, context), 'done');
  assert.deepEqual(idsOf(context.service), idList('a', 5));
  const health = context.service.rows(healthStream.name);
  assert.deepEqual(
    health.map(({ component, Computer, rowsRead, rowsSent }) => ({
      component,
      Computer,
      rowsRead,
      rowsSent,
    })),
    [3, 2].map((rows) => ({ component: 'forward-blob', Computer: 'EXCH01', rowsRead: rows, rowsSent: rows })),
  );
});

test('a half-written last line waits for its end', async () => {
  const context = createTestContext(storage);
  const text = lines('h', 2);
  await append(storage, name, header + text.slice(0, -20));
  await forwardBlob(name, context);
  assert.deepEqual(idsOf(context.service), ['h0']);
  assert.equal(await forwardBlob(name, context), 'unchanged');
  await append(storage, name, text.slice(-20));
  await forwardBlob(name, context);
  assert.deepEqual(idsOf(context.service), ['h0', 'h1']);
});

test('a last line without line break is read when the blob has rested for an hour, or cannot grow', async () => {
  await append(storage, name, header + lines('r', 1).trimEnd());
  const young = createTestContext(storage);
  assert.equal(await forwardBlob(name, young), 'done');
  assert.deepEqual(idsOf(young.service), []);
  const later = createTestContext(storage, {}, { now: () => Date.now() + 2 * 3_600_000 });
  assert.equal(await forwardBlob(name, later), 'done');
  assert.deepEqual(idsOf(later.service), ['r0']);
  assert.equal(await forwardBlob(name, later), 'unchanged');

  const text = header + lines('s', 1).trimEnd();
  await storage.logs.getBlockBlobClient(`${name}.copy`).upload(text, text.length);
  await forwardBlob(`${name}.copy`, young);
  assert.deepEqual(idsOf(young.service), ['s0']);
});

test('several instances at once never send the same bytes twice, and miss none', async () => {
  await append(storage, name, header + lines('t', 50));
  const contexts = Array.from({ length: 5 }, () => createTestContext(storage, { latencyMs: 20 }));
  for (let round = 1; round <= 4; round++) {
    const outcomes = await Promise.all(contexts.map((context) => forwardBlob(name, context)));
    assert.ok(outcomes.includes('done'), outcomes.join());
    if (round < 4) await append(storage, name, lines('t', 50, round * 50));
  }
  await forwardBlob(name, contexts[0]!);
  const ids = contexts.flatMap(({ service }) => idsOf(service));
  assert.deepEqual(ids.toSorted(), idList('t', 200).toSorted());
});

test('a blob that another instance holds is queued again', async () => {
  await append(storage, name, header + lines('u', 1));
  const context = createTestContext(storage);
  const lease = await CheckpointLease.take(storage.state, name);
  assert.equal(await forwardBlob(name, context), 'held');
  assert.equal((await storage.queue.getProperties()).approximateMessagesCount, 1);
  await lease!.release();
  assert.equal(await forwardBlob(name, context), 'done');
});

test('an instance that loses its lease stops, and leaves the checkpoint to the other', async () => {
  await append(storage, name, header + lines('l', 30));
  let other: CheckpointLease | undefined;
  const slow = createTestContext(storage);
  const uploader: typeof slow.uploader = {
    pauseMs: 0,
    open(options) {
      const session = slow.uploader.open(options);
      const flush = session.flush.bind(session);
      session.flush = async () => {
        await storage.state.getBlobClient(`checkpoints/${name}`).getBlobLeaseClient().breakLease(0);
        other = await CheckpointLease.take(storage.state, name);
        return flush();
      };
      return session;
    },
  };
  assert.equal(await forwardBlob(name, { ...slow, uploader }), 'postponed');
  assert.match(slow.logged.join(), /lease/);
  assert.equal((await peekCheckpoint(storage.state, name))!.offset, 0);
  assert.equal((await storage.queue.getProperties()).approximateMessagesCount, 1);
  await other!.release();
  const context = createTestContext(storage);
  assert.equal(await forwardBlob(name, context), 'done');
  assert.deepEqual(idsOf(context.service), idList('l', 30));
});

test('the checkpoint stays before rows that the service has not acknowledged', async () => {
  await append(storage, name, header + lines('v', 10));
  const failing = createTestContext(storage, { override: () => ({ status: 503 }) });
  assert.equal(await forwardBlob(name, failing), 'postponed');
  const checkpoint = await peekCheckpoint(storage.state, name);
  assert.ok(checkpoint!.offset <= header.length, `offset ${checkpoint!.offset}`);
  assert.ok(checkpoint!.retryAt! > Date.now());
  assert.equal((await storage.queue.getProperties()).approximateMessagesCount, 1);
  const context = createTestContext(storage);
  assert.equal(await forwardBlob(name, context), 'done');
  assert.deepEqual(idsOf(context.service), idList('v', 10));
  assert.equal((await peekCheckpoint(storage.state, name))!.retryAt, undefined);
});

test('a wrong setting fails the invocation, with its advice in the log', async () => {
  await append(storage, name, header + lines('w', 1));
  const context = createTestContext(storage, { override: () => ({ status: 404 }) });
  await assert.rejects(
    forwardBlob(name, context),
    (error) => error instanceof MailflowError && !error.retryable,
  );
  assert.match(context.logged.join('\n'), new RegExp(name.slice(0, 6)));
});

test('a replaced or shortened blob is read again from its start', async () => {
  const context = createTestContext(storage);
  await append(storage, name, header + lines('x', 20));
  await forwardBlob(name, context);
  await storage.logs.getAppendBlobClient(name).create();
  await append(storage, name, header + lines('y', 3));
  assert.equal(await forwardBlob(name, context), 'done');
  await storage.logs.getAppendBlobClient(name).create();
  await append(storage, name, header + lines('z', 40));
  assert.equal(await forwardBlob(name, context), 'done');
  assert.deepEqual(idsOf(context.service), [...idList('x', 20), ...idList('y', 3), ...idList('z', 40)]);
  assert.match(String(context.service.rows(healthStream.name).at(-1)!.error), /replaced or shortened/);
});

test('lines that are no record, and rows that the service refuses, become dead letters with their place', async () => {
  const context = createTestContext(storage, {
    refuseRow: (row) => (row.messageId === '<d1>' ? 'malformed' : undefined),
  });
  const bad = '2026-11-21T03:00:00.000Z,RECEIVE,too,few\r\n';
  const text = header + lines('d', 2) + bad + lines('d', 1, 2);
  await append(storage, name, text);
  assert.equal(await forwardBlob(name, context), 'done');
  assert.deepEqual(idsOf(context.service).toSorted(), ['d0', 'd2']);
  const letters = (await allDeadLetters(storage)).filter(({ file }) => file === name);
  letters.sort((a, b) => a.line! - b.line!);
  assert.deepEqual(
    letters.map(({ line, offset, raw, Computer, stream }) => ({ line, offset, raw, Computer, stream })),
    [
      { line: 3, raw: lines('d', 1, 1).trimEnd() },
      { line: 4, raw: bad.trimEnd() },
    ].map(({ line, raw }) => ({
      line,
      offset: text.indexOf(raw),
      raw,
      Computer: 'EXCH01',
      stream: messageTrackingLogStream.name,
    })),
  );
  assert.equal(await forwardBlob(name, context), 'unchanged');
});

test('a log of another kind is dead-lettered once and left alone, until it is replaced', async () => {
  const context = createTestContext(storage);
  const iis =
    '#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time s-ip cs-method\r\n';
  await append(storage, name, `${iis}2026-11-21 03:00:00 10.0.0.1 GET\r\n`);
  assert.equal(await forwardBlob(name, context), 'refused');
  await append(storage, name, '2026-11-21 03:00:01 10.0.0.1 GET\r\n');
  assert.equal(await forwardBlob(name, context), 'unchanged');
  const letters = (await allDeadLetters(storage)).filter(({ file }) => file === name);
  assert.deepEqual(
    letters.map(({ reason }) => reason),
    ['not-message-tracking'],
  );
  await storage.logs.getAppendBlobClient(name).create();
  await append(storage, name, lines('n', 1).replace(/^/, header).slice(0, 20));
  assert.notEqual(await forwardBlob(name, context), 'unchanged');
});

test('probes are left out and counted', async () => {
  const context = createTestContext(storage);
  const probe = lines('p', 1).replace('b@', 'HealthMailbox0123456789@').replace('a@', 'inboundproxy@');
  await append(storage, name, header + probe + lines('p', 1, 1));
  await forwardBlob(name, context);
  assert.deepEqual(idsOf(context.service), ['p1']);
  assert.equal(context.service.rows(healthStream.name)[0]!.rowsFiltered, 1);
});

test('before the time is over the run stops, saves and queues the rest', async () => {
  await append(storage, name, header);
  for (let part = 0; part < 4; part++) await append(storage, name, lines('o', 4000, part * 4000));
  let calls = 0;
  const context = createTestContext(storage, {}, { now: () => ++calls * 1000 + Date.now(), budgetMs: 6000 });
  assert.equal(await forwardBlob(name, context), 'out-of-time');
  const sent = idsOf(context.service).length;
  assert.ok(sent > 0 && sent < 16_000, String(sent));
  assert.deepEqual(await drainQueue(storage), [
    {
      type: 'mailflow.nudge',
      subject: `/blobServices/default/containers/exchange-logs/blobs/${name}`,
    },
  ]);
  const rest = createTestContext(storage);
  assert.equal(await forwardBlob(name, rest), 'done');
  const ids = [...idsOf(context.service), ...idsOf(rest.service)];
  assert.equal(ids.length, 16_000);
  assert.equal(new Set(ids).size, 16_000);
});

test('fields that no column has are told of once a file, and not sent', async () => {
  const context = createTestContext(storage);
  const newer = header.replace('#Fields: ', '#Fields: x-new,');
  const more = (text: string) => text.replace(/^(?=.)/gm, 'value,');
  const notes = () => context.service.rows(healthStream.name).map(({ error }) => error);
  await append(storage, name, newer + more(lines('u', 3)));
  assert.equal(await forwardBlob(name, context), 'done');
  assert.deepEqual(idsOf(context.service), idList('u', 3));
  assert.match(String(notes()), /no column: x-new\. The blob keeps them/);
  assert.doesNotMatch(JSON.stringify(context.service.rows(messageTrackingLogStream.name)), /"value"/);
  await append(storage, name, more(lines('u', 2, 3)));
  assert.equal(await forwardBlob(name, context), 'done');
  assert.deepEqual(idsOf(context.service), idList('u', 5));
  assert.equal(notes()[1], undefined);
});

test('a gzip file put there by hand is read; a broken one is refused', async () => {
  const context = createTestContext(storage);
  const zipped = gzipSync(header + lines('g', 3000));
  await storage.logs.getBlockBlobClient(`${name}.gz`).upload(zipped, zipped.length);
  assert.equal(await forwardBlob(`${name}.gz`, context), 'done');
  assert.equal(idsOf(context.service).length, 3000);
  assert.equal(await forwardBlob(`${name}.gz`, context), 'unchanged');
  const broken = zipped.subarray(0, 500);
  await storage.logs.getBlockBlobClient(`b${name}.gz`).upload(broken, broken.length);
  assert.equal(await forwardBlob(`b${name}.gz`, context), 'refused');
});

test('a missing blob is no error', async () => {
  assert.equal(await forwardBlob('EXCH01/MSGTRK/none.LOG', createTestContext(storage)), 'gone');
});
