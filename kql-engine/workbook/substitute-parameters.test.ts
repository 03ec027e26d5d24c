import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDatabase } from '../index.ts';
import { substituteParameters } from './substitute-parameters.ts';
import { readOptions, type WorkbookParameter } from './workbook-parameter.ts';

const now = new Date('2019-03-21T16:18:00.000Z');
const DAY = 86_400_000;

function substituted(query: string, parameters: WorkbookParameter[], options = {}): string {
  const result = substituteParameters(query, parameters, now, options);
  assert.deepEqual(result.unresolved, []);
  return result.text;
}

const timeRange = (value: unknown, more = {}): WorkbookParameter => ({
  name: 'TimeRange',
  type: 4,
  isRequired: true,
  value,
  ...more,
});
const dropdown = (more: Partial<WorkbookParameter>): WorkbookParameter => ({ name: 'X', type: 2, ...more });
const multi = (value: unknown, more: Partial<WorkbookParameter> = {}) =>
  dropdown({ multiSelect: true, value, ...more });

describe('time range parameters', () => {
  it('gives the documented text for 24 hours in every format', () => {
    const expected: Record<string, string> = {
      '{TimeRange}': '> ago(1d)',
      '{TimeRange:label}': 'Last 24 hours',
      '{TimeRange:value}': '> ago(1d)',
      '{TimeRange:query}': '> ago(1d)',
      '{TimeRange:start}': 'datetime("2019-03-20T16:18:00.000Z")',
      '{TimeRange:end}': 'datetime("2019-03-21T16:18:00.000Z")',
      '{TimeRange:startISO}': '2019-03-20T16:18:00.000Z',
      '{TimeRange:endISO}': '2019-03-21T16:18:00.000Z',
      '{TimeRange:startDateISO}': '2019-03-20T00:00:00.000Z',
      '{TimeRange:endDateISO}': '2019-03-21T00:00:00.000Z',
      '{TimeRange:durationISO}': 'PT24H',
      '{TimeRange:seconds}': '86400',
      '{TimeRange:grain}': '30m',
    };
    for (const [reference, text] of Object.entries(expected))
      assert.equal(substituted(reference, [timeRange({ durationMs: DAY })]), text, reference);
  });

  it('writes a custom range as between two datetime literals', () => {
    const custom = timeRange({ durationMs: DAY, endTime: '2019-03-15T04:12:00.000Z' });
    assert.equal(
      substituted('T | where TimeGenerated {TimeRange}', [custom]),
      'T | where TimeGenerated between(datetime("2019-03-14T04:12:00.000Z")..datetime("2019-03-15T04:12:00.000Z"))',
    );
    assert.equal(substituted('{TimeRange:label}', [custom]), '3/14/2019 4:12 AM - 3/15/2019 4:12 AM');
  });

  it('uses the largest unit that fits for other ranges', () => {
    const cases: [ms: number, query: string, label: string, iso: string, grain: string][] = [
      [300_000, '> ago(5m)', 'Last 5 minutes', 'PT5M', '1m'],
      [3_600_000, '> ago(1h)', 'Last hour', 'PT1H', '1m'],
      [43_200_000, '> ago(12h)', 'Last 12 hours', 'PT12H', '15m'],
      [2 * DAY, '> ago(2d)', 'Last 48 hours', 'PT48H', '1h'],
      [7 * DAY, '> ago(7d)', 'Last 7 days', 'PT168H', '6h'],
      [90 * DAY, '> ago(90d)', 'Last 90 days', 'PT2160H', '1d'],
      [90_001, '> ago(90001ms)', 'Last 1.5 minutes', 'PT90.001S', '1m'],
    ];
    for (const [durationMs, ...texts] of cases) {
      const query = '{TimeRange}|{TimeRange:label}|{TimeRange:durationISO}|{TimeRange:grain}';
      assert.equal(substituted(query, [timeRange({ durationMs })]), texts.join('|'));
    }
  });

  it('is left when required and not set, and empty when optional', () => {
    const query = 'T | where Time {TimeRange}';
    for (const value of [undefined, null, { durationMs: 0 }, { durationMs: DAY, endTime: 'soon' }]) {
      const left = substituteParameters(query, [timeRange(value)], now);
      assert.equal(left.text, query);
      assert.deepEqual(left.unresolved, [
        { text: '{TimeRange}', name: 'TimeRange', start: 15, reason: 'no value' },
      ]);
      assert.equal(
        substituted("isempty('{TimeRange:startISO}')", [timeRange(value, { isRequired: false })]),
        "isempty('')",
      );
    }
  });

  it('gives queries that run', () => {
    const db = createDatabase({
      tables: [{ name: 'T', columns: [{ name: 'At', type: 'datetime' }] }],
      now: () => now,
    });
    db.ingest('T', [{ At: '2019-03-21T16:00:00Z' }, { At: '2019-03-14T16:00:00Z' }]);
    const count = (query: string, value: unknown) =>
      db.query(`${substituted(query, [timeRange(value)])} | count`).rows[0]?.[0];
    const custom = { durationMs: DAY, endTime: '2019-03-15T04:12:00.000Z' };
    assert.equal(count('T | where At {TimeRange}', { durationMs: DAY }), 1);
    assert.equal(count('T | where At {TimeRange:query}', custom), 1);
    assert.equal(
      count('T | where At between ({TimeRange:start} .. {TimeRange:end})', { durationMs: 7 * DAY }),
      1,
    );
    assert.equal(
      count(
        "T | where At between (todatetime('{TimeRange:startISO}') .. todatetime({TimeRange:end}))",
        custom,
      ),
      1,
    );
    assert.equal(
      count(
        'T | make-series N = count() on At from {TimeRange:start} to {TimeRange:end} step {TimeRange:grain}',
        {
          durationMs: DAY,
        },
      ),
      1,
    );
  });
});

describe('selections', () => {
  const environments =
    '[{"value":"dev","label":"Development"},{"value":"ppe","label":"Pre-production"},{"value":"prod","label":"Production","selected":true}]';

  it('puts a single value in without quotes', () => {
    assert.equal(
      substituted("requests | where name == '{X}'", [dropdown({ value: 'GET Home/Index' })]),
      "requests | where name == 'GET Home/Index'",
    );
    assert.equal(
      substituted('{X}/{X:value}/{X:label}', [dropdown({ jsonData: environments, value: 'dev' })]),
      'dev/dev/Development',
    );
    assert.equal(
      substituted('{X} {X:label}', [dropdown({ type: 10, jsonData: environments })]),
      'prod Production',
    );
    assert.equal(
      substituted('countif(duration >= {X})', [dropdown({ type: 1, value: 500 })]),
      'countif(duration >= 500)',
    );
  });

  it('quotes and delimits a multiple selection, by default as the page says', () => {
    assert.equal(substituted('in ({X})', [multi(['a', 'b', 'c'])]), "in ('a','b','c')");
    assert.equal(substituted('{X}', [multi(['a'], { quote: '"', delimiter: ', ' })]), '"a"');
    assert.equal(substituted('{X}', [multi(['a', 'b'], { quote: '', delimiter: ' or ' })]), 'a or b');
    assert.equal(
      substituted('{X:label}', [multi(['dev', 'ppe'], { jsonData: environments })]),
      'Development, Pre-production',
    );
    assert.equal(
      substituted('dynamic([{X}])', [dropdown({ type: 9, value: ['a', 'b'] })]),
      "dynamic(['a','b'])",
    );
  });

  it('gives the empty text when nothing is selected and nothing is required', () => {
    for (const value of [[], '', null, undefined])
      assert.equal(substituted('dynamic([{X}])', [multi(value)]), 'dynamic([])');
    const left = substituteParameters('in ({X})', [multi([], { isRequired: true })], now);
    assert.equal(left.text, 'in ({X})');
    assert.equal(left.unresolved[0]?.reason, 'no value');
  });

  it('expands All and Any n', () => {
    const all = multi(['value::all'], { jsonData: '["a","b","c"]' });
    assert.equal(substituted('{X} {X:label}', [all]), "'a','b','c' All");
    assert.equal(substituted('{X}', [{ ...all, value: ['value::1'] }]), "'a'");
    assert.equal(substituted('{X}', [{ ...all, value: 'value::10' }]), "'a','b','c'");
    assert.equal(substituted('{X}', [{ ...all, value: null, defaultValue: 'value::all' }]), "'a','b','c'");
    const special = (selectAllValue: string, more = {}) =>
      substituted('{X}', [multi(['value::all'], { typeSettings: { selectAllValue }, ...more })]);
    assert.equal(special('*'), "'*'");
    assert.equal(special('*', { quote: '"' }), '"*"');
    assert.equal(special("OSFamily ne '#@?'", { quote: '' }), "OSFamily ne '#@?'");
    assert.equal(special('[]'), '[]');
    assert.equal(special(''), '');
  });

  it('needs the choices of a parameter that has a query', () => {
    const parameter = multi(['value::all'], { query: 'T | distinct A' });
    const left = substituteParameters('in ({X})', [parameter], now);
    assert.deepEqual(left.unresolved, [{ text: '{X}', name: 'X', start: 4, reason: 'no value' }]);
    assert.equal(substituteParameters('{X}', [multi(null, { query: 'T' })], now).unresolved.length, 1);
    const X = readOptions([
      ['a', 'A', false],
      ['b', 'B', true],
    ]);
    assert.equal(substituted('in ({X})', [parameter], { X }), "in ('a','b')");
    assert.equal(substituted('{X:label}', [{ ...parameter, value: null }], { X }), 'B');
  });

  it('escapes quotes on request, and keeps a list a list', () => {
    const name = `O'Brien "x" \\`;
    assert.equal(substituted('{X}', [dropdown({ value: name })]), name);
    assert.equal(substituted('{X:escape}', [dropdown({ value: name })]), `O\\'Brien \\"x\\" \\\\`);
    assert.equal(substituted('{X}', [multi(["O'Brien", 'b'])]), "'O\\'Brien','b'");
    assert.equal(substituted('{X:escape}', [multi([name])]), `'O\\'Brien \\"x\\" \\\\'`);
  });

  it('escaped text comes back from KQL unchanged', () => {
    const db = createDatabase({ tables: [], now: () => now });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', "'", '"', '\\', '{X}', ' ', 'é') }), (value) => {
        fc.pre(value !== '');
        for (const quote of ["'", '"']) {
          const single = substituted(`print ${quote}{X:escape}${quote}`, [dropdown({ type: 1, value })]);
          assert.equal(db.query(single).rows[0]?.[0], value);
          const list = substituted('print pack_array({X:escape})[1]', [multi(['first', value], { quote })]);
          assert.equal(db.query(list).rows[0]?.[0], value);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('formats JSON, base64 and JSONPath as documented', () => {
    const value = '{\r\n\t"name": "Sam Green"\r\n}';
    assert.equal(
      substituted('{X:escapejson}', [dropdown({ type: 1, value })]),
      '{\\r\\n\\t\\"name\\": \\"Sam Green\\"\\r\\n}',
    );
    assert.equal(
      substituted('{X:base64}', [dropdown({ type: 1, value: 'Sample text to test base64 encoding' })]),
      'U2FtcGxlIHRleHQgdG8gdGVzdCBiYXNlNjQgZW5jb2Rpbmc=',
    );
    const selection = dropdown({
      type: 1,
      value: '{ "series":"Failures", "x": 5, "y": [10, {"z z": null}] }',
    });
    assert.equal(substituted('{X:$.series} {X:$.x} {X:$.y[0]}', [selection]), 'Failures 5 10');
    assert.equal(
      substituted(`{X:$.y[1]['z z']}|{X:$.none.deeper}|{X:$.y}`, [selection]),
      '||[10,{"z z":null}]',
    );
    assert.equal(substituted('[{X:$.a}]', [dropdown({ type: 1, value: 'no JSON' })]), '[]');
    assert.equal(substituteParameters('{X:$..x}', [selection], now).unresolved[0]?.reason, 'unknown format');
  });

  it('takes resource ids apart', () => {
    const id =
      '/subscriptions/s-1/resourceGroups/acmegroup/providers/Microsoft.Insights/components/acmefrontend';
    const one = dropdown({ type: 5, value: id });
    assert.equal(
      substituted('{X:name} {X:resourceGroup} {X:resourceType} {X:subscription} {X:label}', [one]),
      'acmefrontend acmegroup microsoft.insights/components s-1 acmefrontend',
    );
    const several = multi([id, `${id}2`, `${id}3`], { type: 5 });
    assert.equal(substituted('{X:label}', [several]), 'acmefrontend (+2 others)');
    assert.equal(substituted('{X:name}', [several]), "'acmefrontend','acmefrontend2','acmefrontend3'");
    assert.equal(substituteParameters('{X:name}', [dropdown({ value: 'a' })], now).text, '{X:name}');
    assert.equal(substituteParameters('{X:constructor}', [one], now).unresolved[0]?.reason, 'unknown format');
  });
});

describe('references', () => {
  it('leaves braces that are no reference', () => {
    const query =
      'let f = (x:long) { x }; let g = () {1}; print dynamic({"a":1}), dynamic({}), dynamic({"b":{"X":2}}), "{$rowNumber} {0} {X Y} {X:}"';
    assert.equal(substituted(query, [dropdown({ value: 'v' })]), query);
  });

  it('reports what looks like a reference and is not defined', () => {
    const query = 'let f = (x:string){x}; print customDimensions["prop__{OriginalFormat}"], f("{X}")';
    const { text, unresolved } = substituteParameters(query, [dropdown({ value: 'v' })], now);
    assert.equal(text, query.replace('{X}', 'v'));
    assert.deepEqual(
      unresolved.map((u) => [u.text, u.reason, query.slice(u.start, u.start + u.text.length)]),
      [
        ['{x}', 'unknown parameter', '{x}'],
        ['{OriginalFormat}', 'unknown parameter', '{OriginalFormat}'],
      ],
    );
  });

  it('does not search replaced text, nor treat $ in it as a pattern', () => {
    const parameters = [dropdown({ value: '{Y} $& $1 $$' }), dropdown({ name: 'Y', value: 'y' })];
    assert.equal(substituted('{X}{Y}', parameters), '{Y} $& $1 $$y');
  });

  it('takes names by case, formats without, and the later of two declarations', () => {
    assert.equal(substituteParameters('{x}', [dropdown({ value: 'v' })], now).text, '{x}');
    assert.equal(substituted('{X:VALUE}', [dropdown({ value: 'old' }), dropdown({ value: 'new' })]), 'new');
  });

  it('changes nothing in a query without braces', () => {
    fc.assert(
      fc.property(
        fc.string().filter((s) => !s.includes('{')),
        (query) => substituted(query, [dropdown({ value: 'v' })]) === query,
      ),
    );
  });
});
