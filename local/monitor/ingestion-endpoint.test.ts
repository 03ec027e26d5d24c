import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LogsIngestionClient } from '@azure/monitor-ingestion';
import { LogsQueryClient } from '@azure/monitor-query-logs';
import { ruleImmutableId, workspaceId } from '../stack/stack-layout.ts';
import { type Answer, TestMonitor } from './test-monitor.ts';

let monitor: TestMonitor;
before(async () => {
  monitor = await TestMonitor.start();
});
after(() => monitor.stop());

test('@azure/monitor-ingestion uploads, @azure/monitor-query-logs reads', async () => {
  const ingestion = new LogsIngestionClient(
    `https://127.0.0.1:${monitor.apiPort}`,
    monitor.credential('https://monitor.azure.com'),
    { tlsOptions: { ca: monitor.ca.toString() } },
  );
  const row = {
    TimeGenerated: '2026-06-15T10:11:12.345Z',
    eventId: 'RECEIVE',
    source: 'SMTP',
    messageId: '<sdk@contoso.com>',
    senderAddress: 'ann@contoso.com',
    recipientAddress: 'Bob@contoso.com;eve@fabrikam.com',
    totalBytes: '1234',
    Computer: 'MBX01',
    collector: 'Function',
  };
  const rows = Array.from({ length: 2500 }, (_, number) => ({ ...row, internalMessageId: String(number) }));
  await ingestion.upload(ruleImmutableId, 'Custom-MessageTrackingLog', rows);

  const client = new LogsQueryClient(monitor.credential('https://api.loganalytics.io'), {
    endpoint: `https://127.0.0.1:${monitor.apiPort}/v1`,
    tlsOptions: { ca: monitor.ca.toString() },
  } as ConstructorParameters<typeof LogsQueryClient>[1]);
  const result = await client.queryWorkspace(
    workspaceId,
    `MessageTrackingLog_CL
     | where messageId == '<sdk@contoso.com>'
     | summarize Rows = count(), Records = dcount(recordId), Bytes = max(sizeBytes), Last = max(eventTime), take_any(recipients)`,
    { startTime: new Date('2026-06-15T10:00:00Z'), endTime: new Date('2026-06-15T11:00:00Z') },
  );
  assert.equal(result.status, 'Success');
  const [table] = result.status === 'Success' ? result.tables : [];
  const [count, records, bytes, last, recipients] = table!.rows[0]!;
  assert.deepEqual([count, bytes], [2500, 1234]);
  assert.ok(Math.abs(Number(records) - 2500) < 100, `${records} records`);
  assert.deepEqual(last, new Date('2026-06-15T10:11:12.345Z'));
  assert.deepEqual(recipients, ['bob@contoso.com', 'eve@fabrikam.com']);

  const earlier = await client.queryWorkspace(
    workspaceId,
    "MessageTrackingLog_CL | where messageId == '<sdk@contoso.com>'",
    {
      duration: 'PT1H',
    },
  );
  assert.equal(earlier.status === 'Success' && earlier.tables[0]!.rows.length, 0);
});

test('what is wrong with a request is told as the service tells it', async () => {
  const rows = JSON.stringify([monitor.health('never')]);
  const expect = async (answer: Promise<Answer>, status: number, code: string) => {
    const { status: given, code: word } = await answer;
    assert.deepEqual([given, word], [status, code]);
  };
  await expect(monitor.post(rows, { headers: { authorization: '' } }), 401, 'InvalidToken');
  const storageToken = `Bearer ${monitor.tokens.issue('https://storage.azure.com').token}`;
  await expect(monitor.post(rows, { headers: { authorization: storageToken } }), 401, 'InvalidToken');
  const token = `Bearer ${monitor.tokens.issue('https://monitor.azure.com').token}`;
  monitor.tokenTime = new Date(monitor.time.getTime() + 25 * 3_600_000);
  await expect(monitor.post(rows, { headers: { authorization: token } }), 401, 'InvalidToken');
  monitor.tokenTime = monitor.time;
  await expect(monitor.post(rows, { rule: 'dcr-00000000000000000000000000000000' }), 404, 'NotFound');
  await expect(monitor.post(rows, { stream: 'MailflowHealth' }), 404, 'NotFound');
  await expect(monitor.post(rows, { version: '2021-11-01-preview' }), 400, 'InvalidApiVersion');
  await expect(monitor.post('{"component":"never"}'), 400, 'InvalidContent');
  await expect(monitor.post('[1]'), 400, 'InvalidContent');
  await expect(monitor.post(rows.slice(0, -1)), 400, 'InvalidContent');
  await expect(monitor.post(rows, { headers: { 'content-encoding': 'gzip' } }), 400, 'InvalidContent');
  await expect(monitor.post(rows, { headers: { 'content-encoding': 'br' } }), 415, 'UnsupportedMediaType');
  await expect(monitor.post(rows, { method: 'PUT' }), 405, 'MethodNotAllowed');
  assert.deepEqual(await monitor.query("MailflowHealth_CL | where component == 'never'"), []);
});

test('sizes count as sent: 1,048,576 bytes pass, one more does not; 50 MiB after gunzip', async () => {
  const filled = (bytes: number) => {
    const empty = JSON.stringify([monitor.health('size', { error: '' })]).length;
    return JSON.stringify([monitor.health('size', { error: 'x'.repeat(bytes - empty) })]);
  };
  assert.equal((await monitor.post(filled(1_048_576))).status, 204);
  const tooLong = await monitor.post(filled(1_048_577));
  assert.deepEqual([tooLong.status, tooLong.code], [413, 'ContentLengthLimitExceeded']);
  assert.match(tooLong.message!, /Maximum allowed content length: 1048576 bytes/);
  const gzip = { headers: { 'content-encoding': 'gzip' } };
  const random = gzipSync(
    JSON.stringify([monitor.health('size', { error: randomBytes(900_000).toString('base64') })]),
  );
  assert.ok(random.length < 1_048_576);
  assert.equal((await monitor.post(random, gzip)).status, 204);
  const bomb = gzipSync(filled(50 * 1024 * 1024 + 1));
  assert.deepEqual((await monitor.post(bomb, gzip)).code, 'ContentLengthLimitExceeded');
  // Longer values than 64 KB are cut.
  assert.deepEqual(
    await monitor.query("MailflowHealth_CL | where component == 'size' | distinct L = strlen(error)"),
    [[65_536]],
  );
});

test('columns, types and times follow the declaration and the service', async () => {
  const rows = [
    monitor.health('types', { rowsRead: '7', lagSeconds: 'soon', unknown: 1, Computer: 5 }),
    { ...monitor.health('types'), TimeGenerated: '2026-06-12T12:00:00Z' },
    { component: 'types' },
  ];
  const answer = await monitor.post(JSON.stringify(rows), { headers: { 'x-ms-client-request-id': 'abc' } });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers['x-ms-client-request-id'], 'abc');
  assert.equal((await monitor.post('[]')).status, 204);
  const found = await monitor.query(
    "MailflowHealth_CL | where component == 'types' | project TimeGenerated, rowsRead, lagSeconds, Computer",
  );
  assert.deepEqual(found, [
    ['2026-06-15T12:00:00.0000000Z', 7, null, '5'],
    ['2026-06-15T12:00:00.0000000Z', null, null, ''],
    ['2026-06-15T12:00:00.0000000Z', null, null, ''],
  ]);
});
