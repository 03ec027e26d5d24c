import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { knownLayouts } from '../exchange/log-layout.ts';
import type { LogLayout, LogRecord } from '../exchange/log-record.ts';
import { messageTrackingLogStream } from './message-tracking.ts';
import { createRowWriter, unknownFields } from './write-row.ts';

function record(columns: readonly string[], values: readonly string[]): LogRecord {
  const layout: LogLayout = { columns, origin: 'header' };
  return { layout, values, line: 1, offset: 0, end: 1 };
}

describe('createRowWriter', () => {
  const write = createRowWriter({ FilePath: 'D:\\Logs\\a.LOG', Computer: 'MBX01', collector: 'Function' });

  test('maps fields by name, in any order, and leaves out empty values and unknown fields', () => {
    const columns = [
      'event-id',
      'x-new',
      'date-time',
      'message-subject',
      'server-hostname',
      'sender-address',
    ];
    const row = JSON.parse(
      write(record(columns, ['FAIL', 'y', '2026-11-21T09:00:00.000Z', '', 'MBX02', '<>'])),
    );
    assert.deepEqual(row, {
      eventId: 'FAIL',
      TimeGenerated: '2026-11-21T09:00:00.000Z',
      senderHostname: 'MBX02',
      senderAddress: '<>',
      FilePath: 'D:\\Logs\\a.LOG',
      Computer: 'MBX01',
      collector: 'Function',
    });
  });

  test('every column of the stream that comes from a field has one in the newest layout', () => {
    const columns = knownLayouts.at(-1)!;
    const row = JSON.parse(write(record(columns, columns)));
    assert.deepEqual(
      Object.keys(row).sort(),
      messageTrackingLogStream.columns.map(({ name }) => name).sort(),
    );
    for (const { name, field } of messageTrackingLogStream.columns) {
      if (field !== undefined) assert.equal(row[name], field);
    }
  });

  test('changes layout from one record to the next', () => {
    assert.equal(JSON.parse(write(record(['event-id'], ['SEND']))).eventId, 'SEND');
    assert.equal(JSON.parse(write(record(['source', 'event-id'], ['SMTP', 'FAIL']))).eventId, 'FAIL');
  });

  test('any text comes through JSON and UTF-8 as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const bytes = Buffer.from(write(record(['message-subject'], [text])));
        assert.equal(JSON.parse(bytes.toString()).messageSubject, text);
      }),
    );
  });

  test('a lone surrogate is written as an escape', () => {
    assert.match(write(record(['message-subject'], ['\ud83c'])), /\\ud83c/);
  });

  test('leaves out file and computer where they are not known', () => {
    const bare = createRowWriter({ collector: 'Import', FilePath: '' });
    assert.equal(bare(record(['event-id'], ['SEND'])), '{"eventId":"SEND","collector":"Import"}');
    assert.equal(bare(record(['event-id'], [''])), '{"collector":"Import"}');
  });
});

test('unknownFields names the fields without a column', () => {
  for (const columns of knownLayouts) assert.deepEqual(unknownFields({ columns, origin: 'count' }), []);
  assert.deepEqual(unknownFields({ columns: ['date-time', 'x-new'], origin: 'header' }), ['x-new']);
});
