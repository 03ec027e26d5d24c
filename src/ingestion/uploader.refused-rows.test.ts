import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedFaults } from '../../test/doubles/ingestion-faults.ts';
import { testStream } from '../../test/doubles/logs-ingestion-service.ts';
import { origin, row, setUp, tenRows, until, upload } from './uploader-test-bed.ts';

test('413 halves until it fits, and the next bodies are smaller', async () => {
  const set = setUp({ maxRawBytes: 1_000_000 });
  const rows = Array.from({ length: 6_000 }, (_, index) => row(index, { text: 'x'.repeat(980) }));
  const { summary } = await upload(set, rows);
  assert.equal(summary?.rowsSent, 6_000);
  assert.deepEqual(new Set(set.double.rows().map((each) => each.id)).size, 6_000);
  const refused = set.double.requests.filter((request) => request.status === 413).length;
  assert.ok(refused > 0 && refused <= 8, `${refused} answers 413`);
});

test('413 for a row alone ends in the dead letters', async () => {
  const set = setUp({ maxRawBytes: 5_000 });
  const { summary } = await upload(set, [row(0), row(1, { text: 'y'.repeat(6_000) }), row(2)]);
  assert.equal(summary?.rowsSent, 2);
  assert.equal(summary?.rowsRejected, 1);
  assert.equal(set.deadLetters.letters[0]!.reason, 'row-too-large');
  assert.equal(set.deadLetters.letters[0]!.line, 2);
});

test('a connection that breaks twice on a large body is taken for a 413', async () => {
  const set = setUp({ faults: scriptedFaults('dropped-before', 'dropped-before') });
  const rows = Array.from({ length: 2_000 }, (_, index) => row(index, { text: 'x'.repeat(980) }));
  const { summary } = await upload(set, rows);
  assert.equal(summary?.rowsSent, 2_000);
  assert.equal(set.double.requests.length, 4);
});

test('400 bisects: only the poison rows are left, with the words of the service and the raw line', async () => {
  const set = setUp(
    { refuseRow: (each) => (each.bad ? 'The value of column bad is malformed.' : undefined) },
    {},
    { Computer: 'EX1', rawLine: async ({ line }) => `raw ${line}` },
  );
  const rows = Array.from({ length: 300 }, (_, index) =>
    row(index, index === 7 || index === 250 ? { bad: 1 } : {}),
  );
  const { summary, session } = await upload(set, rows);
  assert.equal(summary?.rowsSent, 298);
  assert.equal(summary?.rowsRejected, 2);
  assert.equal(session.reached, 300);
  assert.equal(new Set(set.double.rows().map((each) => each.id)).size, 298);
  assert.deepEqual(
    set.deadLetters.letters.map((letter) => ({ ...letter, time: '' })).sort((a, b) => a.line! - b.line!),
    [8, 251].map((line) => ({
      time: '',
      stream: testStream,
      file: 'MSGTRK1.LOG',
      Computer: 'EX1',
      line,
      offset: (line - 1) * 100,
      reason: 'rejected-by-service',
      message: '400 InvalidRequest: The value of column bad is malformed.',
      raw: `raw ${line}`,
      row: row(line - 1, { bad: 1 }),
    })),
  );
});

test('a few rows that are all refused become dead letters', async () => {
  const set = setUp({ refuseRow: () => 'no' });
  const { summary, session } = await upload(set, tenRows.slice(0, 3));
  assert.equal(summary?.rowsRejected, 3);
  assert.equal(set.deadLetters.letters.length, 3);
  assert.equal(session.reached, 3);
});

test('where every row is refused, the upload stops and gives up none', async () => {
  const set = setUp({ refuseRow: () => 'no' });
  const rows = Array.from({ length: 5_000 }, (_, index) => row(index));
  const { error, session } = await upload(set, rows);
  assert.equal(error?.code, 'every-row-rejected');
  assert.match(error!.advice, /stream declaration/);
  assert.equal(set.deadLetters.letters.length, 0);
  assert.equal(session.reached, undefined);
  assert.ok(set.double.requests.length < 400, `${set.double.requests.length} requests`);
});

test('a bad beginning does not stand for the whole file', async () => {
  const set = setUp({ refuseRow: (each) => (Number(each.id) < 40 ? 'no' : undefined) });
  const rows = Array.from({ length: 2_000 }, (_, index) => row(index));
  const { summary } = await upload(set, rows);
  assert.equal(summary?.rowsRejected, 40);
  assert.equal(summary?.rowsSent, 1_960);
});

test('400 for the stream itself stops with advice, without dead letters', async () => {
  const set = setUp({ streams: ['Custom-Other'] });
  const { error } = await upload(set, tenRows);
  assert.equal(error?.code, 'stream-rejected');
  assert.match(error!.message, /InvalidStream/);
  assert.match(error!.advice, /Custom-/);
  assert.equal(set.deadLetters.letters.length, 0);
});
test('a value over 64 KB is cut, sent, and kept whole in the dead letters', async () => {
  const set = setUp();
  const long = row(1, { text: 'é'.repeat(40_000), number: 3 });
  const { summary, session } = await upload(set, [row(0), long, row(2)]);
  assert.deepEqual(set.double.rows()[1], { id: 1, text: 'é'.repeat(32_768), number: 3 });
  assert.equal(summary?.valuesCut, 1);
  assert.equal(summary?.rowsSent, 3);
  assert.equal(summary?.rowsRejected, 0);
  const [letter] = set.deadLetters.letters;
  assert.deepEqual([letter?.reason, letter?.sent, letter?.row], ['value-cut', true, long]);
  assert.equal(session.reached, 3);
});

test('a row above every limit goes to the dead letters without being sent', async () => {
  const set = setUp();
  // Random digits do not compress below the limit; an array is not cut.
  const noise = Array.from({ length: 400_000 }, (_, index) => Math.imul(index, 0x9e3779b1) >>> 0);
  const { summary } = await upload(set, [row(0), row(1, { noise }), row(2)]);
  assert.deepEqual(
    set.double.rows().map((each) => each.id),
    [0, 2],
  );
  assert.equal(summary?.rowsRejected, 1);
  assert.equal(set.deadLetters.letters[0]!.reason, 'row-too-large');
  assert.ok(set.double.requests.every((request) => request.wireBytes <= 1_048_576));
});

test('a mark is not reached before its dead letters are stored', async () => {
  const stored = Promise.withResolvers<void>();
  const reached: number[] = [];
  const set = setUp(
    { refuseRow: (each) => (each.id === 1 ? 'no' : undefined) },
    {},
    { deadLetters: { write: () => stored.promise }, onReached: (mark) => reached.push(mark) },
  );
  const session = set.open();
  for (let index = 0; index < 3; index++) {
    await session.add(row(index), origin(index));
    session.mark(index);
  }
  const flushed = session.flush();
  await until(() => set.double.rowsAccepted === 2);
  await new Promise(setImmediate);
  assert.deepEqual(reached, []);
  stored.resolve();
  await flushed;
  assert.deepEqual(reached, [0, 1, 2]);
});

test('dead letters that cannot be stored stop the session', async () => {
  const set = setUp(
    { refuseRow: (each) => (each.id === 1 ? 'no' : undefined) },
    {},
    { deadLetters: { write: () => Promise.reject(new Error('disk full')) } },
  );
  const { error, session } = await upload(set, tenRows);
  assert.equal(error?.code, 'dead-letters');
  assert.equal(error?.retryable, true);
  assert.equal(session.reached, undefined);
});
