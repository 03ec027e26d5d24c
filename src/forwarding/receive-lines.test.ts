import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MemoryDeadLetters } from '../ingestion/memory-dead-letters.ts';
import type { Storage } from '../storage/create-storage.ts';
import { healthStream } from '../streams/health.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import { HealthTally } from './health-tally.ts';
import { receiveLines } from './receive-lines.ts';
import { createTestContext, header, idList, idsOf, lines } from './test-context.ts';

const file = '/logs/MSGTRK2026112103-1.LOG';

/** Without storage: dead letters stay in memory. */
function setUp(...args: [options?: Parameters<typeof createTestContext>[1]]) {
  const letters = new MemoryDeadLetters();
  const context = createTestContext({} as Storage, args[0], { deadLetters: letters });
  const tally = new HealthTally(context.health, context.now);
  const post = (
    body: string | Buffer,
    headers: Record<string, string> = {},
    query: Record<string, string> = {},
    maxBytes?: number,
  ) => {
    const request = {
      headers: new Headers(headers),
      query: new URLSearchParams(query),
      body: new Response(new Uint8Array(Buffer.from(body))).body as AsyncIterable<Uint8Array>,
    };
    return receiveLines(request, context, tally, maxBytes === undefined ? {} : { maxBytes });
  };
  const rows = () => context.service.rows(messageTrackingLogStream.name);
  return { context, letters, post, rows };
}

test('plain lines, with or without header, named by query or headers', async () => {
  const { post, rows, context } = setUp();
  const answer = await post(header + lines('a', 2), {}, { computer: 'EXCH01', file });
  assert.deepEqual(answer.jsonBody, { received: 2, sent: 2, filtered: 0, rejected: [] });
  assert.equal(answer.status, 200);
  assert.equal(rows()[0]!.Computer, 'EXCH01');
  assert.equal(rows()[0]!.FilePath, file);
  // 21 columns: Exchange 2007.
  const full = `2026-11-21T03:00:00.000Z,,,,,,,SMTP,RECEIVE${','.repeat(12)}`;
  const bare = await post(full, { 'X-Mailflow-Computer': 'EXCH02', 'X-Mailflow-File': 'f' });
  assert.deepEqual(bare.jsonBody, { received: 1, sent: 1, filtered: 0, rejected: [] });
  assert.equal(rows().at(-1)!.Computer, 'EXCH02');
  assert.equal(context.service.rows(healthStream.name).length, 1, 'one health row a minute');
});

const line = lines('s', 1).trimEnd();
const shapes: Record<string, object> = {
  'Fluent Bit': { date: 1_795_230_000.1, log: line, file, host: 'EXCH01' },
  Vector: { file, host: 'EXCH01', message: line, source_type: 'file', timestamp: '2026-11-21T03:00:00Z' },
  'Logstash (ECS)': {
    message: line,
    log: { file: { path: file } },
    host: { name: 'EXCH01' },
    '@version': '1',
  },
  'Logstash (before ECS)': { message: line, path: file, host: 'EXCH01' },
  'syslog-ng': { MESSAGE: line, HOST: 'EXCH01', FILE_NAME: file },
  'rsyslog (list template)': { msg: line, hostname: 'EXCH01', 'metadata.filename': file },
  'rsyslog (jsonmesg)': { msg: line, hostname: 'EXCH01', $: {}, '$!': { metadata: { filename: file } } },
};
for (const [shipper, item] of Object.entries(shapes)) {
  test(`${shipper}: NDJSON, array and one object`, async () => {
    const { post, rows } = setUp();
    const head = { ...item };
    for (const key of ['log', 'message', 'MESSAGE', 'msg'] as const) {
      if (typeof (head as Record<string, unknown>)[key] === 'string')
        Object.assign(head, { [key]: header.trimEnd() });
    }
    const json = [head, item].map((one) => JSON.stringify(one));
    for (const body of [json.join('\n'), `${json.join('\n')}\n`, `[${json.join(',')}]`]) {
      const answer = await post(body);
      assert.deepEqual(answer.jsonBody, { received: 1, sent: 1, filtered: 0, rejected: [] });
    }
    assert.equal(rows().length, 3);
    for (const row of rows()) {
      assert.deepEqual([row.Computer, row.FilePath, row.messageId], ['EXCH01', file, '<s0>']);
    }
    const single = await post(JSON.stringify(item, null, 2));
    assert.equal((single.jsonBody as { received: number }).received, 1);
  });
}

test('gzip, also of a size that only unpacking shows', async () => {
  const { post, context } = setUp();
  const answer = await post(gzipSync(header + lines('z', 100)), { 'Content-Encoding': 'gzip' });
  assert.equal(answer.status, 200);
  assert.deepEqual(idsOf(context.service), idList('z', 100));
  const bomb = gzipSync(Buffer.alloc(100_000, 'x'));
  assert.equal((await post(bomb, { 'Content-Encoding': 'gzip' }, {}, 50_000)).status, 413);
  assert.equal((await post('x'.repeat(50_001), {}, {}, 50_000)).status, 413);
  assert.equal((await post('plain', { 'Content-Encoding': 'gzip' })).status, 400);
  assert.equal((await post('plain', { 'Content-Encoding': 'br' })).status, 415);
});

test('header lines hold for their own file within the request', async () => {
  const { post, rows } = setUp();
  const other = '#Fields: date-time,message-id,event-id,recipient-address';
  const items = [
    { message: header.trimEnd(), file: 'one', host: 'A' },
    { message: other, file: 'two', host: 'A' },
    { message: line, file: 'one', host: 'A' },
    { message: '2026-11-21T03:00:00.000Z,<m>,SEND,c@example.com', file: 'two', host: 'A' },
  ];
  const answer = await post(items.map((item) => JSON.stringify(item)).join('\n'));
  assert.deepEqual(answer.jsonBody, { received: 2, sent: 2, filtered: 0, rejected: [] });
  const found = Object.fromEntries(rows().map((row) => [row.FilePath, row.eventId]));
  assert.deepEqual(found, { one: 'RECEIVE', two: 'SEND' });
});

test('partial rejections are listed by their index and kept as dead letters', async () => {
  const { post, rows, letters } = setUp({
    refuseRow: (row) => (row.messageId === '<s1>' ? 'no' : undefined),
  });
  const items = [
    { message: header.trimEnd() },
    { message: line },
    { message: 'no record' },
    { nothing: true },
    { message: lines('s', 1, 1).trimEnd() },
    {
      message: lines('s', 1, 2)
        .trimEnd()
        .replace('b@', 'HealthMailbox0123456789@')
        .replace('a@', 'inboundproxy@'),
    },
    { message: lines('s', 1, 3).trimEnd() },
  ];
  const answer = await post(JSON.stringify(items));
  assert.equal(answer.status, 200);
  const body = answer.jsonBody as { rejected: { index: number; message: string }[] };
  assert.deepEqual(
    { ...body, rejected: body.rejected.map(({ index }) => index) },
    {
      received: 6,
      sent: 2,
      filtered: 1,
      rejected: [2, 3, 4],
    },
  );
  assert.ok(body.rejected.every(({ message }) => message.length > 0));
  assert.deepEqual(
    rows().map((row) => row.messageId),
    ['<s0>', '<s3>'],
  );
  const kept = letters.letters.toSorted((a, b) => a.line! - b.line!);
  assert.deepEqual(
    kept.map(({ line, raw }) => [line, raw]),
    [
      [3, 'no record'],
      [4, '{"nothing":true}'],
      [5, lines('s', 1, 1).trimEnd()],
    ],
  );
});

test('bad bodies: what is wrong and what to do', async () => {
  const { post, rows } = setUp();
  const iis = '#Fields: date time s-ip cs-method\n2026-11-21 03:00:00 10.0.0.1 GET\n';
  for (const [body, code] of [
    ['[{"log":', 'json'],
    ['{"log": secret subject}', 'json'],
    [iis, 'not-message-tracking'],
  ]) {
    const answer = await post(body!);
    assert.equal(answer.status, 400);
    const { error } = answer.jsonBody as { error: { code: string; advice: string; message: string } };
    assert.equal(error.code, code);
    assert.ok(error.advice.length > 0);
    assert.doesNotMatch(error.message, /secret/);
  }
  assert.equal(rows().length, 0);
  assert.deepEqual((await post('')).jsonBody, { received: 0, sent: 0, filtered: 0, rejected: [] });
  assert.deepEqual((await post('[]')).jsonBody, { received: 0, sent: 0, filtered: 0, rejected: [] });
});

test('another kind of log among several files does not stop the others', async () => {
  const { post, rows, letters } = setUp();
  const items = [
    { message: '#Fields: date time s-ip cs-method', file: 'iis' },
    { message: header.trimEnd(), file: 'good' },
    { message: line, file: 'good' },
  ];
  const answer = await post(items.map((item) => JSON.stringify(item)).join('\n'));
  assert.equal(answer.status, 200);
  const { rejected } = answer.jsonBody as { rejected: { index: number; reason: string }[] };
  assert.deepEqual(
    rejected.map(({ index, reason }) => [index, reason]),
    [[0, 'not-message-tracking']],
  );
  assert.equal(rows().length, 1);
  assert.equal(letters.letters[0]!.raw, items[0]!.message);
});

test('503 with Retry-After where the service does not take the rows', async () => {
  const { post, rows } = setUp({ override: () => ({ status: 429, headers: { 'Retry-After': '42' } }) });
  const answer = await post(header + line);
  assert.equal(answer.status, 503);
  assert.ok(Number(answer.headers['Retry-After']) >= 5, JSON.stringify(answer.headers));
  assert.equal((answer.jsonBody as { error: { code: string } }).error.code, 'throttled');
  assert.equal(rows().length, 0);
  const down = setUp({ override: () => ({ status: 500 }) });
  assert.equal((await down.post(header + line)).status, 503);
});
