import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { DeadLetter } from '../ingestion/dead-letter.ts';
import { BlobDeadLetters } from '../storage/blob-dead-letters.ts';
import type { Storage } from '../storage/create-storage.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import { replayDeadLetters } from './replay-dead-letters.ts';
import { allDeadLetters, append, createTestContext, startStorage, stopStorage } from './test-context.ts';

const file = 'EXCH01/MSGTRK/MSGTRK2026112103-1.LOG';
const stream = messageTrackingLogStream.name;
/** 21 columns: Exchange 2007. */
const goodLine = `2026-11-21T03:00:00.000Z,,,,,,,SMTP,RECEIVE${','.repeat(12)}`;
let storage: Storage;
let sink: BlobDeadLetters;
before(async () => {
  storage = await startStorage();
});
after(stopStorage);
beforeEach(async () => {
  sink = new BlobDeadLetters(storage.deadLetters);
  for await (const { name } of storage.deadLetters.listBlobsFlat())
    await storage.deadLetters.deleteBlob(name);
});

const letter = (line: number, extra: Partial<DeadLetter>): DeadLetter => ({
  time: '2026-11-20T03:00:00.000Z',
  stream,
  file,
  Computer: 'EXCH01',
  line,
  reason: 'test',
  message: 'test',
  ...extra,
});

test('sends rows as they are and lines read anew; keeps what fails again and what was sent', async () => {
  await append(storage, file, '', 'D:\\x.LOG');
  const row = (id: string) => JSON.stringify({ TimeGenerated: '2026-11-20T03:00:00Z', messageId: id });
  await sink.write([
    letter(1, { row: row('one') }),
    letter(2, { raw: goodLine }),
    letter(3, { raw: 'still no record' }),
    letter(4, { row: row('bad'), raw: 'raw of bad' }),
    letter(5, { row: row('cut'), sent: true, reason: 'value-cut' }),
    letter(1, { row: row('one') }),
    letter(6, { reason: 'not-message-tracking' }),
  ]);
  const context = createTestContext(storage, {
    refuseRow: (r) => (r.messageId === 'bad' ? 'no' : undefined),
  });
  const result = await replayDeadLetters(context);
  assert.deepEqual(result, { blobs: 1, letters: 7, sent: 2, filtered: 0, kept: 4 });
  const rows = context.service.rows(stream);
  assert.deepEqual(rows.map(({ messageId, eventId }) => messageId ?? eventId).sort(), ['RECEIVE', 'one']);
  assert.equal(rows.find(({ eventId }) => eventId)!.FilePath, 'D:\\x.LOG');
  const kept = (await allDeadLetters(storage)).toSorted((a, b) => a.line! - b.line!);
  assert.deepEqual(
    kept.map(({ line }) => line),
    [3, 4, 5, 6],
  );
  assert.equal(kept[0]!.reason, 'date-time');
  assert.equal(kept[1]!.raw, 'raw of bad');
  assert.equal(kept[1]!.reason, 'rejected-by-service');

  // After the fix.
  const fixed = createTestContext(storage);
  assert.equal((await replayDeadLetters(fixed)).sent, 1);
  assert.deepEqual((await allDeadLetters(storage)).map(({ line }) => line).sort(), [3, 5, 6]);
});

test('where the service cannot be reached the letters stay', async () => {
  await sink.write([letter(1, { raw: goodLine })]);
  const context = createTestContext(storage, { override: () => ({ status: 503 }) });
  await assert.rejects(replayDeadLetters(context), { code: 'unavailable' });
  assert.equal((await allDeadLetters(storage)).length, 1);
});

test('only the blobs asked for', async () => {
  await sink.write([
    letter(1, { raw: goodLine }),
    letter(1, { raw: goodLine, time: '2026-11-19T00:00:00Z' }),
  ]);
  const context = createTestContext(storage);
  assert.equal((await replayDeadLetters(context, { prefix: '2026-11-19' })).sent, 1);
  const [left, ...others] = await allDeadLetters(storage);
  assert.equal(others.length, 0);
  assert.equal(left!.time.slice(0, 10), '2026-11-20');
});
