import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartOption } from './chart-option.ts';
import { chartPalettes, seriesStyles } from './chart-palette.ts';

const palette = chartPalettes.light;
const look = { text: '#000', quiet: '#555', line: '#ddd', ground: '#fff', palette };
const table = {
  columns: [
    { name: 'Time', type: 'datetime' },
    { name: 'Outcome', type: 'string' },
    { name: 'Seconds', type: 'real' },
  ],
  rows: [
    ['2026-11-21T05:00:00Z', 'Failed', 3600],
    ['2026-11-21T06:00:00Z', 'Failed', 1800],
    ['2026-11-21T06:00:00Z', 'Delivered', 10_800],
    ['2026-11-21T08:00:00Z', 'Delivered', 0],
  ],
};

interface Drawn {
  readonly yAxis: { readonly axisLabel: { formatter(value: number): string } };
  readonly xAxis: {
    readonly data?: string[];
    readonly axisLabel: { formatter(text: string, at: number): string };
  };
  readonly tooltip: { valueFormatter(value: unknown): string };
  readonly legend?: object;
  readonly series: {
    readonly name: string;
    readonly stack?: string;
    readonly data: unknown[];
    readonly itemStyle: { readonly color: string };
    readonly lineStyle: { readonly type: string };
  }[];
}
const drawn = (kind: Parameters<typeof chartOption>[0], properties: Parameters<typeof chartOption>[2] = {}) =>
  chartOption(kind, table, properties, look) as unknown as Drawn;

test('areas stand on each other at every moment', () => {
  const { series } = drawn('stackedareachart');
  assert.deepEqual(
    series.map(({ name, stack, data }) => [name, stack, data.map((point) => (point as [string, number])[1])]),
    [
      ['Failed', 'all', [3600, 1800, 0]],
      ['Delivered', 'all', [0, 10_800, 0]],
    ],
  );
});

test('a line has a gap, and a dot where a point stands alone', () => {
  const [, delivered] = drawn('timechart').series;
  assert.deepEqual(delivered!.data, [
    ['2026-11-21T05:00:00Z', null],
    ['2026-11-21T06:00:00Z', 10_800],
    ['2026-11-21T08:00:00Z', 0],
  ]);
  const lone = chartOption(
    'timechart',
    { ...table, rows: table.rows.slice(0, 1) },
    {},
    look,
  ) as unknown as Drawn;
  assert.deepEqual(lone.series[0]!.data, [{ value: ['2026-11-21T05:00:00Z', 3600], symbol: 'circle' }]);
});

test('an axis has the unit that fits its largest value, and the pointer tells each in its own', () => {
  const { series, yAxis, tooltip } = drawn('timechart', { format: { unit: 24 } });
  assert.deepEqual((series[1]!.data[1] as [string, number])[1], 3);
  assert.equal(yAxis.axisLabel.formatter(2.5), '2.5 h');
  assert.equal(tooltip.valueFormatter(0.5), '30 min');
  assert.equal(tooltip.valueFormatter(null), '–');

  const short = { ...table, rows: [['2026-11-21T05:00:00Z', 'Failed', 0.9]] };
  const { yAxis: milliseconds } = chartOption(
    'timechart',
    short,
    { format: { unit: 24 } },
    look,
  ) as unknown as Drawn;
  assert.equal(milliseconds.axisLabel.formatter(1000), '1,000 ms');
  assert.equal(drawn('timechart').yAxis.axisLabel.formatter(12_000), '12K');
});

test('an axis of time has as many labels as there is room for', () => {
  const labels = (width: number) =>
    (chartOption('timechart', table, {}, look, width) as { xAxis: { splitNumber: number } }).xAxis
      .splitNumber;
  assert.deepEqual([200, 400, 800, 2000].map(labels), [2, 3, 7, 10]);
});

test('the axis of a single moment is an hour, not days', () => {
  const { xAxis } = chartOption('timechart', { ...table, rows: table.rows.slice(0, 1) }, {}, look) as {
    xAxis: object;
  };
  const [from, to] = ['2026-11-21T04:30:00Z', '2026-11-21T05:30:00Z'].map(Date.parse);
  assert.partialDeepStrictEqual(xAxis, { min: from, max: to });
  assert.ok(!('min' in (drawn('timechart').xAxis as object)));
});

test('bars over time have short labels and no missing hours', () => {
  const { xAxis, series } = drawn('columnchart');
  assert.deepEqual(xAxis.data, [
    '2026-11-21 05:00 UTC',
    '2026-11-21 06:00 UTC',
    '2026-11-21 07:00 UTC',
    '2026-11-21 08:00 UTC',
  ]);
  assert.equal(xAxis.axisLabel.formatter('', 3), '08:00');
  assert.deepEqual(series[0]!.data, [3600, 1800, null, null]);
});

test('shares of a stack add up to a hundred', () => {
  const { series } = drawn('columnchart', { kind: 'stacked100' });
  assert.deepEqual(
    series.map(({ data }) => data[1]),
    [(100 * 1800) / 12_600, (100 * 10_800) / 12_600],
  );
});

test('colours and labels are those that are wished for', () => {
  const { series } = drawn('columnchart', {
    colors: { Failed: 'redBright', Delivered: '#123456' },
    labels: { Failed: 'Not delivered' },
  });
  assert.deepEqual(
    series.map(({ name, itemStyle }) => [name, itemStyle.color]),
    [
      ['Not delivered', palette.named.redBright],
      ['Delivered', '#123456'],
    ],
  );
});

test('no two of many series look the same, and none takes the colour of another', () => {
  const names = Array.from({ length: 40 }, (_, index) => `series ${index}`);
  const styles = seriesStyles(names, { 'series 7': 'blue' }, palette);
  assert.equal(new Set(styles.map(({ color, dash }) => `${color} ${dash}`)).size, names.length);
  assert.equal(styles.filter(({ color }) => color === palette.named.blue).length, 1);
  for (const { series, named } of Object.values(chartPalettes))
    assert.equal(new Set(series).size, series.length, JSON.stringify(named));
});

test('a ring names each slice with its value and its share', () => {
  const option = chartOption(
    'piechart',
    table,
    { ycolumns: ['Seconds'], xcolumn: 'Outcome' },
    look,
  ) as unknown as {
    legend: { formatter(name: string): string };
    tooltip: { formatter(slice: object): string };
  };
  assert.equal(option.legend.formatter('Failed'), 'Failed  5,400');
  assert.equal(option.tooltip.formatter({ name: 'Failed', percent: 33.333 }), 'Failed: 5,400 (33.3 %)');
});
