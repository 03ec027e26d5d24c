import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const list =
  'print a = pack_array("1", "x", 3.7, 5, true, dynamic(null), datetime(2020-01-02), 1h, dynamic([1]))';
const cast = (type: string, pipe = `mv-expand a to typeof(${type})`) =>
  ask(`${list} | ${pipe}`).rows.map(([v]) => v);

describe('the elements of an array as values of a type', () => {
  it('are those that have it, numbers of any kind as numbers', () => {
    assert.deepEqual(cast('long'), [null, null, 3, 5, null, null, null, null, null]);
    assert.deepEqual(cast('real'), [null, null, 3.7, 5, null, null, null, null, null]);
    assert.deepEqual(cast('bool'), [null, null, null, null, true, null, null, null, null]);
    assert.deepEqual(cast('datetime')[6], '2020-01-02T00:00:00.0000000Z');
    assert.deepEqual(cast('datetime').filter((v) => v !== null).length, 1);
    assert.deepEqual(
      cast('timespan').filter((v) => v !== null),
      ['01:00:00'],
    );
    assert.deepEqual(
      cast('guid').filter((v) => v !== null),
      [],
    );
  });
  it('all have a text, and none is changed without a type', () => {
    assert.deepEqual(cast('string'), [
      '1',
      'x',
      '3.7',
      '5',
      'true',
      '',
      '2020-01-02T00:00:00.0000000Z',
      '01:00:00',
      '[1]',
    ]);
    assert.deepEqual(cast('dynamic')[0], '1');
  });
  it('in mv-apply too', () => {
    assert.deepEqual(
      cast('', 'mv-apply x = a to typeof(long) on (summarize make_list(x)) | project list_x'),
      [[3, 5]],
    );
    assert.deepEqual(
      ask('print a = split("1,2", ",") | mv-expand a to typeof(int) | summarize count(), countif(isnull(a))')
        .rows,
      [[2, 2]],
    );
  });
  it('guids and times of lists keep their types', () => {
    const guid = '74be27de-1e4e-49d9-b579-fe0b331d3642';
    assert.deepEqual(ask(`print g = pack_array(guid(${guid})) | mv-expand g to typeof(guid)`).rows, [[guid]]);
    assert.deepEqual(
      ask('print t = range(datetime(2020-01-01), datetime(2020-01-01), 1d) | mv-expand t to typeof(datetime)')
        .rows,
      [['2020-01-01T00:00:00.0000000Z']],
    );
  });
});
