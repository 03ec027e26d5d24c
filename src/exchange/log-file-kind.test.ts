import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logFileKind } from './log-file-kind.ts';

describe('logFileKind', () => {
  test('tells the five kinds, hourly and daily, whatever the case', () => {
    assert.deepEqual(logFileKind('MSGTRKMS2022091915-1.LOG'), {
      kind: 'MSGTRKMS',
      day: '2022-09-19',
      hour: 15,
      counter: 1,
      generation: 1,
    });
    assert.deepEqual(logFileKind('msgtrk20080704-12.log'), {
      kind: 'MSGTRK',
      day: '2008-07-04',
      counter: 12,
      generation: 1,
    });
    const kinds = ['MSGTRK', 'MSGTRKMD', 'MSGTRKMS', 'MSGTRKMA', 'MSGTRKM'];
    assert.deepEqual(
      kinds.map((kind) => logFileKind(`${kind}2026112109-1.LOG`)?.kind),
      kinds,
    );
  });

  test('takes paths with either slash, and the later generations of a blob', () => {
    assert.equal(logFileKind('D:\\Exchange\\Logs\\MSGTRKMD2026112100-3.LOG')?.kind, 'MSGTRKMD');
    assert.deepEqual(logFileKind('MBX01/MSGTRKM/MSGTRKM20260101-1.LOG~2'), {
      kind: 'MSGTRKM',
      day: '2026-01-01',
      counter: 1,
      generation: 2,
    });
  });

  for (const name of [
    'RECV2023011116-1.LOG',
    'MSGTRKX2026112109-1.LOG',
    'MSGTRK2026112124-1.LOG',
    'MSGTRK2026132109-1.LOG',
    'MSGTRK2026112109.LOG',
    'MSGTRK2026112109-1.LOG.gz',
    'MSGTRK2026112109-1.LOG~',
    'copy of MSGTRK2026112109-1.LOG',
    '',
  ]) {
    test(`${name || 'an empty name'} is none`, () => assert.equal(logFileKind(name), undefined));
  }
});
