import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnWidth, formatOf, formattedText } from './column-format.ts';
import { heatColor } from './palette.ts';
import { numbersOf, sparkPoints } from './spark-line.ts';
import { gradeOf, signOf } from './thresholds.ts';
import { foreignSource, unsupportedParts } from './unsupported-parts.ts';
import type { Formatting } from './workbook-model.ts';

test('a format is that of the name, else of the first pattern', () => {
  const formats: Formatting[] = [
    { columnMatch: '^(?:Mon|Tue)$', formatter: 8 },
    { columnMatch: 'Read|Write', formatter: 4 },
    { columnMatch: 'Tue', formatter: 3 },
  ];
  assert.equal(formatOf('Mon', formats)?.formatter, 8);
  assert.equal(formatOf('Tue', formats)?.formatter, 3);
  assert.equal(formatOf('LogReads', formats)?.formatter, 4);
  // A plain name is no pattern.
  assert.equal(formatOf('Tuesday', formats), undefined);
});

test('texts have units, thresholds have texts of their own', () => {
  const seconds = { numberFormat: { unit: 24, options: { maximumFractionDigits: 1 } } };
  assert.equal(formattedText(4230, 'real', seconds), '70.5 min');
  assert.equal(formattedText('2026-11-21T07:18:05.509Z', 'datetime', undefined), '2026-11-21 07:18:05');
  const format: Formatting = {
    formatter: 18,
    formatOptions: {
      thresholdsGrid: [
        { operator: '>', thresholdValue: '5', representation: 'redBright', text: '{0}{1} of ["All"]' },
        { operator: 'Default', representation: 'success', text: 'fine' },
      ],
    },
  };
  assert.equal(
    formattedText(7, 'long', format, (name) => (name === 'All' ? 9 : undefined)),
    '7 of 9',
  );
  assert.equal(formattedText(3, 'long', format), 'fine');
});

test('a width is the one that is said, else that of the longest text', () => {
  const width = (customColumnWidthSetting?: string) =>
    columnWidth({ name: 'A', type: 'string' }, 0, [['short'], ['somewhat longer']], {
      formatOptions: customColumnWidthSetting === undefined ? {} : { customColumnWidthSetting },
    });
  assert.equal(width('85px'), 85);
  assert.ok(width('4ch') < width('10ch'));
  assert.ok(width('12') > width('10ch'));
  assert.ok(width() > 15 * 7);
});

test('nothing leaves a heat map quiet, and more is stronger', () => {
  assert.equal(heatColor('blue', 0), 'transparent');
  const strength = (part: number) => Number(/(\d+)%, transparent/.exec(heatColor('greenRed', part))?.[1]);
  assert.ok(strength(0.2) < strength(0.9));
  assert.equal(strength(5), strength(1));
});

test('a small line goes from its least to its largest number', () => {
  assert.deepEqual(numbersOf('[1, 2, "x"]'), [1, 2]);
  assert.deepEqual(numbersOf('no list'), []);
  const [first, middle, last] = sparkPoints([0, 5, 10]);
  assert.deepEqual(first, [1, 19]);
  assert.deepEqual(last, [95, 1]);
  assert.equal(middle![1], 10);
  // Nothing at all is a line at the bottom, not a division by nothing.
  assert.deepEqual(
    sparkPoints([0, 0]).map(([, y]) => y),
    [19, 19],
  );
});

test('icons have signs, some with a grade', () => {
  assert.deepEqual(['4', '2', 'success', 'right', 'Sev4'].map(signOf), ['◆', '▲', '●', '→', 'ℹ']);
  assert.deepEqual(['4', '2', 'success', 'right', 'Sev0'].map(gradeOf), [
    'bad',
    'warn',
    'good',
    undefined,
    'bad',
  ]);
  assert.equal(signOf('a picture nobody knows'), undefined);
});

test('what is only in Azure is named', () => {
  assert.deepEqual(unsupportedParts({ visualization: 'table' }), []);
  const parts = unsupportedParts({
    visualization: 'table',
    gridSettings: {
      hierarchySettings: { groupBy: ['A'] },
      formatters: [
        { columnMatch: 'A', formatter: 19 },
        { columnMatch: 'B', formatter: 7, formatOptions: { linkTarget: 'OpenBlade' } },
        { columnMatch: 'C', formatter: 7, formatOptions: { linkTarget: 'GenericDetails' } },
      ],
    },
  });
  assert.equal(parts.length, 3);
  assert.match(parts.join(), /renderer 19 of A.*link of B \(OpenBlade\)/);
  assert.match(unsupportedParts({ visualization: 'graph' })[0]!, /graph/);
  assert.equal(foreignSource(0), undefined);
  assert.match(foreignSource(1)!, /Resource Graph/);
});
