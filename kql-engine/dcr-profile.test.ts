import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { functionNames, operatorKinds } from './dcr-profile.ts';
import { checkTransform, createTransform } from './index.ts';
import { bindQuery, childrenOf, createGlobals, kindOf, type Node } from './language-service.ts';
import type { Column } from './types.ts';

const columns: Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'text', type: 'string' },
  { name: 'size', type: 'long' },
  { name: 'share', type: 'real' },
];
/** A Thursday, the 61st day of a leap year. */
const row = { TimeGenerated: '2024-02-29T13:14:15.1234567Z', text: 'Alpha beta=7', size: -5, share: 2.5 };
const now = () => new Date('2026-01-02T03:04:05Z');
const run = (kql: string) => createTransform({ kql, columns, now }).run([row]);

/** Every function of the list: expressions over the row, and what they give. */
const functions: Record<string, [string, unknown][]> = {
  columnifexists: [
    ['columnifexists("size", 1)', -5],
    ['columnifexists("none", 1)', 1],
  ],
  binary_and: [['binary_and(12, 10)', 8]],
  binary_or: [['binary_or(12, 10)', 14]],
  binary_xor: [['binary_xor(12, 10)', 6]],
  binary_not: [['binary_not(0)', -1]],
  binary_shift_left: [['binary_shift_left(1, 4)', 16]],
  binary_shift_right: [['binary_shift_right(16, 4)', 1]],
  tobool: [['tobool("true")', true]],
  todatetime: [['todatetime("2024-01-02")', '2024-01-02T00:00:00.0000000Z']],
  todouble: [['todouble("1.5")', 1.5]],
  toreal: [['toreal("1.5")', 1.5]],
  toguid: [['toguid("74be27de-1e4e-49d9-b579-fe0b331d3642")', '74be27de-1e4e-49d9-b579-fe0b331d3642']],
  toint: [['toint("12")', 12]],
  tolong: [['tolong("9007199254740993")', 9007199254740993n]],
  tostring: [['tostring(size)', '-5']],
  totimespan: [['totimespan("01:02:03")', '01:02:03']],
  ago: [['ago(1d)', '2026-01-01T03:04:05.0000000Z']],
  datetime_add: [['datetime_add("month", 1, TimeGenerated)', '2024-03-29T13:14:15.1234567Z']],
  datetime_diff: [['datetime_diff("day", TimeGenerated, datetime(2024-02-01))', 28]],
  datetime_part: [['datetime_part("hour", TimeGenerated)', 13]],
  dayofmonth: [['dayofmonth(TimeGenerated)', 29]],
  dayofweek: [['dayofweek(TimeGenerated)', '4.00:00:00']],
  dayofyear: [['dayofyear(TimeGenerated)', 60]],
  endofday: [['endofday(TimeGenerated)', '2024-02-29T23:59:59.9999999Z']],
  endofmonth: [['endofmonth(TimeGenerated)', '2024-02-29T23:59:59.9999999Z']],
  endofweek: [['endofweek(TimeGenerated)', '2024-03-02T23:59:59.9999999Z']],
  endofyear: [['endofyear(TimeGenerated)', '2024-12-31T23:59:59.9999999Z']],
  getmonth: [['getmonth(TimeGenerated)', 2]],
  monthofyear: [['monthofyear(TimeGenerated)', 2]],
  getyear: [['getyear(TimeGenerated)', 2024]],
  hourofday: [['hourofday(TimeGenerated)', 13]],
  make_datetime: [['make_datetime(2024, 2, 29)', '2024-02-29T00:00:00.0000000Z']],
  make_timespan: [['make_timespan(1, 2, 3)', '01:02:03']],
  now: [['now()', '2026-01-02T03:04:05.0000000Z']],
  startofday: [['startofday(TimeGenerated)', '2024-02-29T00:00:00.0000000Z']],
  startofmonth: [['startofmonth(TimeGenerated)', '2024-02-01T00:00:00.0000000Z']],
  startofweek: [['startofweek(TimeGenerated)', '2024-02-25T00:00:00.0000000Z']],
  startofyear: [['startofyear(TimeGenerated)', '2024-01-01T00:00:00.0000000Z']],
  weekofyear: [['weekofyear(TimeGenerated)', 9]],
  array_concat: [['array_concat(parse_json("[1]"), parse_json("[2]"))', [1, 2]]],
  array_length: [['array_length(parse_json("[1, 2]"))', 2]],
  pack_array: [['pack_array(1, text)', [1, row.text]]],
  pack: [['pack("a", size)', { a: -5 }]],
  parse_json: [['parse_json(\'{"a": [1, "x"]}\').a[1]', 'x']],
  parse_xml: [['parse_xml("<a><b>x</b></a>")', { a: { b: 'x' } }]],
  zip: [
    [
      'zip(parse_json("[1, 2]"), parse_json("[3, 4]"))',
      [
        [1, 3],
        [2, 4],
      ],
    ],
  ],
  abs: [['abs(size)', 5]],
  bin: [
    ['bin(size, 3)', -6],
    ['bin(TimeGenerated, 1h)', '2024-02-29T13:00:00.0000000Z'],
  ],
  floor: [['floor(share, 1)', 2]],
  ceiling: [['ceiling(share)', 3]],
  exp: [['exp(0)', 1]],
  exp10: [['exp10(2)', 100]],
  exp2: [['exp2(3)', 8]],
  isfinite: [['isfinite(share)', true]],
  isinf: [['isinf(1.0 / 0)', true]],
  isnan: [['isnan(0.0 / 0)', true]],
  log: [['log(1)', 0]],
  log10: [['log10(1000)', 3]],
  log2: [['log2(8)', 3]],
  pow: [['pow(2, 10)', 1024]],
  round: [['round(2.345, 1)', 2.3]],
  sign: [['sign(size)', -1]],
  case: [['case(size > 0, "up", size < 0, "down", "level")', 'down']],
  iif: [['iif(share > 2, "big", "small")', 'big']],
  max_of: [['max_of(size, 3)', 3]],
  min_of: [['min_of(size, 3)', -5]],
  base64_encodestring: [['base64_encodestring("Kusto")', 'S3VzdG8=']],
  base64_decodestring: [['base64_decodestring("S3VzdG8=")', 'Kusto']],
  countof: [['countof(text, "a")', 2]],
  extract: [['extract("=([0-9]+)", 1, text)', '7']],
  extract_all: [['extract_all("([a-z])=", text)', ['a']]],
  indexof: [['indexof(text, "beta")', 6]],
  isempty: [['isempty(text)', false]],
  isnotempty: [['isnotempty(text)', true]],
  replace: [['replace("[a-z]+=", "n=", text)', 'Alpha n=7']],
  split: [['split(text, " ")', ['Alpha', 'beta=7']]],
  strcat: [['strcat(text, "|", size)', 'Alpha beta=7|-5']],
  strcat_delim: [['strcat_delim("-", 1, "a")', '1-a']],
  strlen: [['strlen(text)', 12]],
  substring: [['substring(text, 6, 4)', 'beta']],
  tolower: [['tolower(text)', 'alpha beta=7']],
  toupper: [['toupper(text)', 'ALPHA BETA=7']],
  hash_sha256: [['hash_sha256("")', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855']],
  gettype: [['gettype(size)', 'long']],
  isnotnull: [['isnotnull(size)', true]],
  isnull: [['isnull(toint("x"))', true]],
  parse_cef_dictionary: [
    [
      'parse_cef_dictionary("CEF:0|Contoso|Gate|1|7|stopped|5|src=10.0.0.1 msg=a b")["Extension"]',
      { src: '10.0.0.1', msg: 'a b' },
    ],
    ['parse_cef_dictionary(text)', undefined],
  ],
  geo_location: [
    [
      'geo_location("8.8.8.8")',
      { Country: 'United States', Region: '', State: '', City: '', Latitude: null, Longitude: null },
    ],
    ['geo_location("10.0.0.1")', {}],
  ],
};

/** Every operator on scalars that the list names, and arithmetic. */
const scalars: [string, unknown][] = [
  ['text == "alpha beta=7"', false],
  ['text != "x"', true],
  ['text =~ "alpha BETA=7"', true],
  ['text !~ "x"', true],
  ['text contains "ALP"', true],
  ['text !contains "ALP"', false],
  ['text contains_cs "ALP"', false],
  ['text !contains_cs "ALP"', true],
  ['text has "BETA"', true],
  ['text !has "bet"', true],
  ['text has_cs "BETA"', false],
  ['text !has_cs "BETA"', true],
  ['text startswith "alp"', true],
  ['text !startswith "alp"', false],
  ['text startswith_cs "alp"', false],
  ['text !startswith_cs "alp"', true],
  ['text endswith "A=7"', true],
  ['text !endswith "A=7"', false],
  ['text endswith_cs "A=7"', false],
  ['text !endswith_cs "A=7"', true],
  ['text matches regex "^A.*[0-9]$"', true],
  ['size in (1, -5)', true],
  ['size !in (1, -5)', false],
  ['size + 1', -4],
  ['size - 1', -6],
  ['size * 2', -10],
  ['size / 2', -2],
  ['size % 3', 1],
  ['-size', 5],
  ['size < 0', true],
  ['size <= -5', true],
  ['size > 0', false],
  ['size >= -5', true],
  ['size < 0 and share > 2', true],
  ['size > 0 or share > 2', true],
  ['TimeGenerated + 1h', '2024-02-29T14:14:15.1234567Z'],
  ['TimeGenerated - datetime(2024-02-29)', '13:14:15.1234567'],
  ['TimeGenerated - 1h', '2024-02-29T12:14:15.1234567Z'],
  ['1h / 15m', 4],
  ['90m / 2', '00:45:00'],
  ['1h + 30m', '01:30:00'],
  ['1h - 90m', '-00:30:00'],
  ['95m % 30m', '00:05:00'],
  ['1h < 90m', true],
  ['TimeGenerated >= datetime(2024-02-29)', true],
  ['size == -5', true],
  ['size != -5', false],
  ['text in ("x", "Alpha beta=7")', true],
  ['[\'text\'] !in ("x")', true],
  ['2 * 90m', '03:00:00'],
];

/** Every statement, source and tabular operator of the list. */
const tabular: Record<string, [string, object[]]> = {
  LetStatement: ['let limit = 2; let f = (x:long) { x + limit }; source | project y = f(size)', [{ y: -3 }]],
  PrintOperator: ['print x = 2 + 2', [{ x: 4 }]],
  ExtendOperator: ['source | extend y = size | project y', [{ y: -5 }]],
  ProjectOperator: ['source | project size, twice = 2 * size', [{ size: -5, twice: -10 }]],
  FilterOperator: ['source | where size > 0', []],
  ParseOperator: [
    'source | parse text with name:string " beta=" n:long | project name, n',
    [{ name: 'Alpha', n: 7 }],
  ],
  ProjectAwayOperator: ['source | project-away TimeGenerated, text, share', [{ size: -5 }]],
  ProjectRenameOperator: ['source | project size | project-rename bytes = size', [{ bytes: -5 }]],
  DataTableExpression: [
    'datatable (a:string, b:long) ["x", 1, "y", 2]',
    [
      { a: 'x', b: 1 },
      { a: 'y', b: 2 },
    ],
  ],
};

/** What the engine gives for expressions of a transformation; a value that is null is left out of a row. */
function evaluated(expressions: string[]): unknown[] {
  const kql = `source | project ${expressions.map((e, i) => `v${i} = ${e}`).join(', ')}`;
  assert.deepEqual(checkTransform(kql, columns), [], kql);
  const [out] = run(kql);
  return expressions.map((_, i) => (out as Record<string, unknown>)[`v${i}`]);
}

describe('the list of what Azure Monitor allows in a transformation', () => {
  it('every function works', () => {
    assert.deepEqual([...functionNames].sort(), Object.keys(functions).sort());
    for (const [name, cases] of Object.entries(functions)) {
      for (const [expression] of cases) assert.ok(expression.startsWith(`${name}(`), expression);
    }
    const cases = Object.values(functions).flat();
    const got = evaluated(cases.map(([expression]) => expression));
    cases.forEach(([expression, want], i) => {
      assert.deepEqual(got[i], want, expression);
    });
  });

  it('every operator on scalars works', () => {
    const got = evaluated(scalars.map(([expression]) => expression));
    scalars.forEach(([expression, want], i) => {
      assert.deepEqual(got[i], want, expression);
    });
  });

  it('every tabular operator works', () => {
    assert.deepEqual(
      Object.keys(tabular)
        .filter((kind) => kind !== 'LetStatement')
        .sort(),
      [...operatorKinds].sort(),
    );
    for (const [kind, [kql, want]] of Object.entries(tabular)) {
      assert.ok(kinds(kql).has(kind), `${kql} has no ${kind}`);
      assert.deepEqual(checkTransform(kql, columns), [], kql);
      assert.deepEqual(run(kql), want, kql);
    }
  });
});

/** The kinds of all nodes of a query. */
function kinds(kql: string): Set<string> {
  const out = new Set<string>();
  const walk = (node: Node) => {
    out.add(kindOf(node));
    childrenOf(node).forEach(walk);
  };
  walk(bindQuery(kql, createGlobals([{ name: 'source', columns }])).root);
  return out;
}
