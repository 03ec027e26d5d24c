import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MailflowError } from '../error.ts';
import { knownLayouts } from './log-layout.ts';
import { LogReader, type LogReaderOptions, readRecords } from './log-reader.ts';
import type { LogBatch } from './log-record.ts';

const columns = ['date-time', 'event-id', 'message-id', 'message-subject'];
const header = `#Fields: ${columns.join(',')}\r\n`;

function line(subject: string, end = '\r\n'): string {
  return `2026-11-21T09:00:00.000Z,SEND,<1@contoso.com>,${subject}${end}`;
}

function read(text: string | Buffer, options: LogReaderOptions & { final?: boolean } = {}) {
  const reader = new LogReader(options);
  const batches: LogBatch[] = [reader.push(Buffer.from(text)), reader.end({ final: options.final === true })];
  return {
    subjects: batches.flatMap(({ records }) => records.map(({ values }) => values[3])),
    records: batches.flatMap(({ records }) => records),
    rejects: batches.flatMap(({ rejects }) => rejects),
    filtered: batches.reduce((sum, batch) => sum + batch.filtered, 0),
    state: reader.state,
  };
}

describe('places', () => {
  test('offsets count bytes, lines count physical lines, and the state points behind all of it', () => {
    const first = line('"ü\r\nü"');
    const { records, state } = read(`${header}${first}\r\n${line('b', '\n')}`);
    const size = Buffer.byteLength;
    assert.deepEqual(
      records.map(({ line, offset, end }) => [line, offset, end]),
      [
        [2, size(header), size(header + first)],
        [5, size(header + first) + 2, size(header + first) + 2 + size(line('b', '\n'))],
      ],
    );
    assert.deepEqual(state, { offset: records[1]!.end, line: 6, fields: columns, encoding: 'utf8' });
  });

  test('the same header again keeps the layout object; another one does not', () => {
    const { records } = read(
      `${header}${line('a')}${header}${line('b')}#Fields: date-time,event-id,message-id\n${line('c').replace(',c', '')}`,
    );
    assert.equal(records[0]!.layout, records[1]!.layout);
    assert.notEqual(records[0]!.layout, records[2]!.layout);
    assert.equal(records[2]!.layout.origin, 'header');
  });
});

describe('the end of a growing file', () => {
  test('a half-written line is held back and read once it is whole', () => {
    const reader = new LogReader();
    reader.push(Buffer.from(`${header}${line('a')}2026-11-21T09:00`));
    assert.equal(reader.end().records.length, 0);
    const { state } = reader;
    assert.equal(state.offset, header.length + line('a').length);
    assert.equal(reader.push(Buffer.from(line('b').slice(16))).records[0]?.values[3], 'b');
    const resumed = new LogReader({ state: JSON.parse(JSON.stringify(state)) });
    assert.deepEqual(resumed.push(Buffer.from(line('b'))).records[0]?.values[3], 'b');
  });

  test('with final it is read', () => {
    assert.deepEqual(read(header + line('a') + line('b', ''), { final: true }).subjects, ['a', 'b']);
  });

  test('reserved space is held back, and dropped with final', () => {
    const text = `${header}${line('a')}${'\0'.repeat(100)}`;
    assert.equal(read(text).state.offset, text.length - 100);
    const { state, rejects } = read(text, { final: true });
    assert.equal(state.offset, text.length);
    assert.deepEqual(rejects, []);
  });

  test('reserved space longer than a record keeps no memory and costs nothing', () => {
    const reader = new LogReader({ maxRecordBytes: 1000 });
    reader.push(Buffer.from(header + line('a')));
    for (let count = 0; count < 50; count++) reader.push(Buffer.alloc(999));
    const last = reader.end({ final: true });
    assert.deepEqual(last.rejects, []);
    assert.equal(last.state.offset, header.length + line('a').length + 50 * 999);
  });

  test('a record with an open quote is held back until the next record shows that it is damaged', () => {
    const open = line('"a');
    assert.deepEqual(read(header + open).state.offset, header.length);
    const { subjects, rejects } = read(`${header}${open}more\r\n${line('b')}`);
    assert.deepEqual(subjects, ['b']);
    assert.equal(rejects[0]?.raw, `${open}more`);
    assert.equal(rejects[0]?.reason, 'open-quote');
    assert.equal(read(header + open, { final: true }).rejects[0]?.reason, 'open-quote');
  });
});

describe('limits', () => {
  test('a record over too many lines is rejected, later records are read', () => {
    const open = `${line('"a')}${'x\r\n'.repeat(150)}`;
    const { subjects, rejects } = read(header + open + line('b'));
    assert.deepEqual(subjects, ['b']);
    assert.deepEqual([rejects[0]?.reason, rejects[0]?.line, rejects[1]?.line], ['open-quote', 2, 102]);
  });

  test('a line that is too long is rejected, in one chunk or in many', () => {
    const bytes = Buffer.from(`${header}${line('x'.repeat(3000))}${line('b')}`);
    const whole = read(bytes, { maxRecordBytes: 500 });
    const reader = new LogReader({ maxRecordBytes: 500 });
    const batches = Array.from({ length: Math.ceil(bytes.length / 70) }, (_, index) =>
      reader.push(bytes.subarray(index * 70, index * 70 + 70)),
    );
    assert.deepEqual(whole.subjects, ['b']);
    assert.equal(whole.rejects[0]?.reason, 'line-too-long');
    assert.equal(whole.rejects[0]?.raw.length, 500);
    assert.deepEqual(
      batches.flatMap(({ rejects }) => rejects),
      whole.rejects,
    );
    assert.deepEqual(reader.state, whole.state);
  });

  test('the chunk may be reused after a push', () => {
    const reader = new LogReader();
    const buffer = Buffer.alloc(40);
    const bytes = Buffer.from(header + line('a') + line('b'));
    const subjects: (string | undefined)[] = [];
    for (let at = 0; at < bytes.length; at += 40) {
      const length = bytes.copy(buffer, 0, at, at + 40);
      subjects.push(...reader.push(buffer.subarray(0, length)).records.map(({ values }) => values[3]));
    }
    assert.deepEqual(subjects, ['a', 'b']);
  });
});

describe('columns', () => {
  test('without a header the count tells the layout, and each must hold numbers where they belong', () => {
    for (const layout of knownLayouts) {
      const values: string[] = layout.map((field) =>
        field === 'date-time' ? '2026-11-21T09:00:00.000Z' : '',
      );
      const { records } = read(`${values.join(',')}\n`);
      assert.deepEqual(records[0]?.layout, { columns: layout, origin: 'count' });
      values[layout.indexOf('recipient-count')] = 'anna@contoso.com';
      assert.equal(read(`${values.join(',')}\n`).rejects[0]?.reason, 'number');
    }
    assert.equal(read('2026-11-21T09:00:00.000Z,a,b\n').rejects[0]?.reason, 'column-count');
  });

  test('a header of something else in the middle stops reading until the next good one, also after a resume', () => {
    const bad = '#Fields: date-time,client-ip\r\n';
    const first = read(header + line('a') + bad);
    assert.deepEqual([first.rejects[0]?.reason, first.state.fields], ['header', []]);
    const second = read(line('b') + header + line('c'), { state: first.state });
    assert.equal(second.rejects[0]?.reason, 'no-header');
    assert.deepEqual(second.subjects, ['c']);
  });

  test('messages of rejects do not tell the content', () => {
    const { rejects } = read(`${header}${line('secret,subject')}secret\n`);
    assert.equal(rejects.length, 2);
    for (const { message } of rejects) assert.doesNotMatch(message, /secret/);
  });
});

test('records that the filter names are counted, not given', () => {
  const filter = ({ values }: { values: readonly string[] }) => (values[3] === 'a' ? 'event' : undefined);
  const { subjects, filtered } = read(header + line('a') + line('b'), { filter });
  assert.deepEqual([subjects, filtered], [['b'], 1]);
});

describe('files of another kind are refused', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const smtp =
    '#Software: Microsoft Exchange Server\n#Log-type: SMTP Receive Protocol Log\n' +
    '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n';
  const iis =
    '#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Fields: date time s-ip cs-method cs-uri-stem\n';
  const agent =
    '#Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,MessageId,P1FromAddress\n';
  const old = '# Message Tracking Log File\n# Exchange System Attendant Version 6.5.7638.1\n';
  const twice = '#Fields: date-time,event-id,message-id,source,source\n';
  const cases: [name: string, bytes: string | Buffer, code: string, message: RegExp][] = [
    ['IIS', iis, 'not-message-tracking', /^a\.LOG, line 3: this is an IIS log/],
    ['SMTP', smtp, 'not-message-tracking', /^a\.LOG, line 3: .*SMTP Receive Protocol Log/],
    ['agent log', agent, 'not-message-tracking', /line 1: this is an agent log/],
    ['a column twice', twice, 'not-message-tracking', /names "source" twice/],
    ['Exchange 2003', old, 'exchange-2003-log', /line 1: .*Exchange 2000 or 2003/],
    ['PNG', png, 'binary-file', /^a\.LOG: this is a binary file/],
    ['gzip', gzipSync('x'), 'binary-file', /compressed/],
    ['binary without line breaks', Buffer.alloc(3000, '\x01\x02a'), 'binary-file', /binary/],
  ];
  for (const [name, bytes, code, message] of cases) {
    test(name, () => {
      const reader = new LogReader({ file: 'a.LOG', maxRecordBytes: 2000 });
      const refuses = (error: unknown) => {
        assert.ok(error instanceof MailflowError);
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.match(error.advice, /\w+ .*\.$/);
        return true;
      };
      assert.throws(() => {
        reader.push(Buffer.from(bytes));
        reader.end();
      }, refuses);
      assert.throws(() => reader.push(Buffer.from(header)), refuses);
    });
  }

  test('an empty file is none of these', () => {
    assert.deepEqual(read('', { final: true }).state, { offset: 0, line: 1, encoding: 'utf8' });
  });
});

test('readRecords gives a batch for each chunk that completes a line, and the last line with final', async () => {
  const parts = [header.slice(0, 5), header.slice(5), line('a'), line('b', '')].map((part) =>
    Buffer.from(part),
  );
  async function* source() {
    yield* parts;
  }
  const batches = await Array.fromAsync(readRecords(source(), { final: true }));
  assert.deepEqual(
    batches.map(({ records }) => records.map(({ values }) => values[3])),
    [[], ['a'], ['b']],
  );
  const held = await Array.fromAsync(readRecords(source()));
  assert.equal(held.length, 2);
});
