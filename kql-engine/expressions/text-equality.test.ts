import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase } from '../index.ts';
import { expectRefused, expectValues } from '../testing/expect-values.ts';

describe('text against whole numbers', () => {
  it('is equal where both readings agree', () => {
    expectValues({
      '"50126" == 50126': true,
      '"50126" != 50126': false,
      '50126 == "50126"': true,
      '"50127" == 50126': false,
      '"" == 0': false,
      '"" != 0': true,
      '"none" == 0': false,
      '"none" != 0': true,
      '"-1" == int(-1)': true,
      '"9007199254740993" == 9007199254740993': true,
      '"1.5" == 1': false,
      'long(null) == "7"': false,
      'long(null) != "7"': true,
    });
  });
  it('is refused where they do not', () => {
    for (const expression of ['"007" == 7', '"7.0" != 7', '" 7" == 7'])
      expectRefused(expression, /writes it another way/);
    for (const expression of ['long(null) == ""', 'int(null) != "x"'])
      expectRefused(expression, /text that is none/);
    expectRefused('"1" == 1.0', /comparing string with real/);
  });
  it('reads the words true and false where a boolean is', () => {
    expectValues({
      '"true" == true': true,
      '"True" != true': false,
      'false == "FALSE"': true,
      '"true" == false': false,
      '"" == true': false,
      '"yes" != true': true,
      'bool(null) == "true"': false,
      'bool(null) != "true"': true,
    });
    for (const expression of ['"1" == true', 'bool(null) == "x"'])
      expectRefused(expression, /neither true nor false/);
  });
  it('is asked of stored columns', () => {
    const db = createDatabase({
      tables: [
        {
          name: 'SigninLogs',
          columns: [
            { name: 'ResultType', type: 'string' },
            { name: 'EventID', type: 'int' },
          ],
        },
      ],
      now: () => new Date(0),
      storage: { segmentRows: 2 },
    });
    db.ingest('SigninLogs', [
      { ResultType: '0', EventID: 4624 },
      { ResultType: '50126', EventID: 4625 },
      { ResultType: '', EventID: 4624 },
      { ResultType: '0' },
      { ResultType: '50126', EventID: 4624 },
    ]);
    const count = (condition: string) => db.query(`SigninLogs | where ${condition} | count`).rows[0]![0];
    assert.equal(count('ResultType == 0'), 2);
    assert.equal(count('ResultType != 0'), 3);
    assert.equal(count('50126 == ResultType and EventID == "4625"'), 1);
    assert.equal(count('EventID != "4624"'), 2);
  });
});
