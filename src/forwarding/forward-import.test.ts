/** Exports of message traces that are dropped into the log container. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Storage } from '../storage/create-storage.ts';
import { healthStream } from '../streams/health.ts';
import { messageTraceStream } from '../streams/message-trace.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import { forwardBlob } from './forward-blob.ts';
import { sweepBlobs } from './sweep-blobs.ts';
import { allDeadLetters, createTestContext, drainQueue, startStorage, stopStorage } from './test-context.ts';

const fixtures = new URL('../../test/fixtures/message-trace/', import.meta.url);
const hour = 60 * 60_000;
let storage: Storage;
let folder: string;
let number = 0;
before(async () => {
  storage = await startStorage();
});
after(stopStorage);
beforeEach(async () => {
  folder = `message-trace-imports/${++number}/`;
  await storage.queue.clearMessages();
});

async function upload(name: string, content: Buffer | string): Promise<string> {
  const bytes = Buffer.from(content);
  await storage.logs.getBlockBlobClient(folder + name).upload(bytes, bytes.length);
  return folder + name;
}

function drop(name: string): Promise<string> {
  return upload(name, readFileSync(new URL(name, fixtures)));
}

/** Rows as Get-MessageTraceV2 exports them, each with an id of its own. */
function cmdletCsv(count: number): string {
  let text = 'Received,SenderAddress,RecipientAddress,Subject,Status,Size,MessageId,MessageTraceId\r\n';
  for (let n = 0; n < count; n++) {
    const id = `5f3c0a01-8b1d-4c6e-9f2a-${n.toString(16).padStart(12, '0')}`;
    text += `2025-11-20 09:41:31,anna.weber@contoso.com,orders@fabrikam.com,Order ${n},Delivered,20111,<${n}@contoso.com>,${id}\r\n`;
  }
  return text;
}

test('an export is forwarded once; its rejected entries become dead letters with line and reason', async () => {
  const context = createTestContext(storage);
  const name = await drop('cmdlet-51.csv');
  assert.equal(await forwardBlob(name, context), 'done');
  const rows = context.service.rows(messageTraceStream.name);
  assert.equal(rows.length, 5);
  assert.deepEqual(
    [rows[0]!.collector, rows[0]!.FilePath, rows[0]!.direction, rows[0]!.status],
    ['Import', name, 'Outgoing', 'delivered'],
  );
  const letters = (await allDeadLetters(storage)).filter(({ file }) => file === name);
  assert.deepEqual(
    letters.map(({ line, reason, stream }) => [line, reason, stream]),
    [
      [7, 'date-time'],
      [8, 'local-time'],
      [9, 'no-recipient'],
      [10, 'trace-id'],
      [11, 'column-count'],
      [12, 'number'],
      [14, 'date-time'],
    ].map((letter) => [...letter, messageTraceStream.name]),
  );
  assert.match(letters[4]!.raw ?? '', /a line with/);
  const [health] = context.service.rows(healthStream.name);
  const { FilePath, rowsRead, rowsSent, rowsRejected, Computer } = health!;
  assert.deepEqual([FilePath, rowsRead, rowsSent, rowsRejected, Computer], [name, 12, 5, 7, undefined]);

  assert.equal(await forwardBlob(name, context), 'unchanged');
  const later = createTestContext(storage, {}, { now: () => Date.now() + 3 * hour });
  assert.equal(await forwardBlob(name, later), 'unchanged');
});

test('a detail report goes to the stream of tracking logs, without probes', async () => {
  const context = createTestContext(storage);
  assert.equal(await forwardBlob(await drop('history-detail.csv'), context), 'done');
  const rows = context.service.rows(messageTrackingLogStream.name);
  assert.deepEqual(
    rows.map(({ eventId, collector }) => [eventId, collector]),
    ['RECEIVE', 'AGENTINFO', 'EXPAND', 'DELIVER', 'FAIL'].map((event) => [event, 'Import']),
  );
  assert.equal(context.service.rows(healthStream.name)[0]!.rowsFiltered, 1);
});

test('ambiguous dates are refused once with advice; the name of the file can tell', async () => {
  const context = createTestContext(storage);
  const name = await drop('cmdlet-ambiguous.csv');
  assert.equal(await forwardBlob(name, context), 'refused');
  assert.equal(await forwardBlob(name, context), 'unchanged');
  const letters = (await allDeadLetters(storage)).filter(({ file }) => file === name);
  assert.deepEqual(
    letters.map(({ reason }) => reason),
    ['ambiguous-dates'],
  );
  assert.match(letters[0]!.message, /october\.dmy\.csv/);
  assert.match(String(context.service.rows(healthStream.name)[0]!.error), /day first/);
  assert.equal(context.service.rows(messageTraceStream.name).length, 0);

  assert.equal(await forwardBlob(await drop('cmdlet-ambiguous.dmy.csv'), context), 'done');
  const times = context.service.rows(messageTraceStream.name).map((row) => row.receivedDateTime);
  assert.deepEqual(times, ['2024-12-11T09:41:15Z', '2025-04-03T21:41:16Z']);
});

test('a refused export that is mended, even a larger one, is read when it is uploaded again', async () => {
  const context = createTestContext(storage);
  const name = await upload('october.csv', 'Name,Size\r\n');
  assert.equal(await forwardBlob(name, context), 'refused');
  await upload('october.csv', cmdletCsv(2));
  assert.equal(await forwardBlob(name, context), 'done');
  assert.equal(context.service.rows(messageTraceStream.name).length, 2);
});

test('an export that is uploaded again with other content is sent again, and the health row says so', async () => {
  const context = createTestContext(storage);
  const name = await upload('october.csv', cmdletCsv(2));
  await forwardBlob(name, context);
  await upload('october.csv', cmdletCsv(3));
  assert.equal(await forwardBlob(name, context), 'done');
  assert.equal(context.service.rows(messageTraceStream.name).length, 5);
  assert.match(String(context.service.rows(healthStream.name)[1]!.error), /uploaded again/);
});

test('when the time is over the rest is queued, and what is dealt with is passed over', async () => {
  const count = 20_000;
  const name = await upload('october.csv', cmdletCsv(count));
  let time = Date.now();
  const context = createTestContext(storage, {}, { now: () => (time += 500), budgetMs: 5000 });
  assert.equal(await forwardBlob(name, context), 'out-of-time');
  const first = context.service.rows(messageTraceStream.name).length;
  assert.ok(first > 0 && first < count, `${first} rows`);
  assert.equal((await drainQueue(storage)).length, 1);
  const outcomes = new Set<string>();
  for (let run = 0; run < 50 && !outcomes.has('done'); run++) outcomes.add(await forwardBlob(name, context));
  assert.ok(outcomes.has('done'));
  const ids = context.service.rows(messageTraceStream.name).map(({ traceId }) => traceId);
  assert.equal(ids.length, count);
  assert.equal(new Set(ids).size, count);
  assert.equal(await forwardBlob(name, context), 'unchanged');
});

test('whatever the service answers, every row arrives in the end', async () => {
  const count = 3000;
  const name = await upload('october.csv.gz', gzipSync(cmdletCsv(count)));
  let answers = 0;
  const override = () => (++answers % 3 === 0 ? undefined : { status: 503 });
  let time = Date.now();
  const context = createTestContext(storage, { override }, { now: () => (time += hour) });
  const outcomes: string[] = [];
  while (outcomes.at(-1) !== 'done' && outcomes.length < 20) outcomes.push(await forwardBlob(name, context));
  assert.ok(outcomes.includes('postponed'), outcomes.join());
  assert.equal(outcomes.at(-1), 'done');
  const ids = new Set(context.service.rows(messageTraceStream.name).map(({ traceId }) => traceId));
  assert.equal(ids.size, count);
});

test('the sweep finds an export, and a broken gzip file is refused', async () => {
  const context = createTestContext(storage);
  const name = await upload('october.csv.gz', gzipSync(cmdletCsv(10)).subarray(0, 150));
  await sweepBlobs(context);
  const subjects = (await drainQueue(storage)).map((message) => (message as { subject: string }).subject);
  assert.ok(subjects.some((subject) => subject.endsWith(name)));
  assert.equal(await forwardBlob(name, context), 'refused');
  assert.equal(await forwardBlob(name, context), 'unchanged');
});
