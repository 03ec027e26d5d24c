import assert from 'node:assert/strict';
import type { QueryResult } from '../../kql-engine/index.ts';
import type { Format, QueryContent } from './workbook-document.ts';

const numbers = ['long', 'int', 'real', 'decimal'];
/** Charts whose first axis may be time; `categoricalbar` and `piechart` have names there. */
const overTime = ['timechart', 'areachart', 'barchart'];
/** Icons that the portal knows ("Grid visualizations: icons to represent status"). */
const icons =
  /^(?:cancelled|critical|disabled|error|failed|info|none|pending|stopped|question|success|unknown|warning|up|down|left|right|[1-4]|Sev[0-4])$/;

/** Names of colours that published workbooks use. */
const colors =
  /^(?:(?:blue|green|red|orange|purple|yellow)(?:Bright|Dark|DarkDark)?|lightBlue|turquoise|magenta|pink|gray|grayBlue|brown|amethyst)$/;

/** Holds the way an item is shown against the columns that its query gives. */
export function checkVisualization(content: QueryContent, { columns, rows }: QueryResult): void {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const { visualization, chartSettings, gridSettings, tileSettings, exportedParameters } = content;

  for (const { fieldName } of exportedParameters ?? []) assert.ok(types.has(fieldName), fieldName);

  if (visualization === 'table') {
    for (const format of gridSettings?.formatters ?? []) checkFormat(format, types);
    for (const { columnId } of gridSettings?.labelSettings ?? [])
      assert.ok(types.has(columnId), `label of ${columnId}`);
    return;
  }
  if (visualization === 'tiles') {
    const { titleContent, leftContent, secondaryContent, sortCriteriaField } = tileSettings!;
    for (const { columnMatch } of [titleContent, leftContent, secondaryContent]) {
      assert.ok(types.has(columnMatch), columnMatch);
    }
    assert.ok(types.has(sortCriteriaField), sortCriteriaField);
    assert.ok(numbers.includes(types.get(leftContent.columnMatch)!), leftContent.columnMatch);
    assert.ok(rows.length <= 100, 'tiles are limited to 100');
    for (const row of rows) {
      const value = row[columns.findIndex(({ name }) => name === leftContent.columnMatch)];
      assert.equal(typeof value, 'number', `a tile without a value: ${JSON.stringify(row)}`);
    }
    return;
  }

  const { xAxis, yAxis, group, seriesLabelSettings } = chartSettings ?? {};
  for (const { seriesName, color, label } of seriesLabelSettings ?? []) {
    if (color !== undefined) assert.match(color, colors);
    assert.ok(color !== undefined || label !== undefined, seriesName);
    // Without groups the columns are the series.
    if (group === undefined && visualization !== 'piechart')
      assert.ok(yAxis?.includes(seriesName), `no series ${seriesName}`);
  }
  const x =
    xAxis ??
    columns.find(({ type }) => (overTime.includes(visualization) ? type === 'datetime' : type === 'string'))
      ?.name;
  const ys = yAxis ?? columns.filter(({ type }) => numbers.includes(type)).map(({ name }) => name);
  assert.ok(x !== undefined && types.has(x), `x axis of a ${visualization}`);
  assert.ok(ys.length > 0, `y axis of a ${visualization}`);
  for (const y of ys) assert.ok(numbers.includes(types.get(y)!), `y axis ${y}`);
  if (group !== undefined) assert.equal(types.get(group), 'string', `series ${group}`);
  if (overTime.includes(visualization) || visualization === 'scatterchart')
    assert.equal(types.get(x), 'datetime', x);
  else assert.ok(['categoricalbar', 'piechart'].includes(visualization), visualization);
  if (visualization !== 'scatterchart') {
    const points = rows.map((row) =>
      [x, group].map((name) => row[columns.findIndex((column) => column.name === name)]).join('\n'),
    );
    assert.equal(new Set(points).size, points.length, 'a point of a series has one value');
  }
  assert.ok(rows.length <= 10_000, 'charts are limited to 10,000 points');
}

/** Renderers that need numbers, an array, or any column. */
const renderers: Record<number, 'any' | 'number' | 'array'> = {
  0: 'any',
  1: 'any',
  3: 'number',
  4: 'number',
  5: 'any',
  7: 'any',
  8: 'number',
  9: 'array',
  18: 'any',
  22: 'any',
};

function checkFormat(
  { columnMatch, formatter, formatOptions }: Format,
  types: ReadonlyMap<string, string>,
): void {
  const exact = types.get(columnMatch);
  const matching =
    exact === undefined
      ? [...types].filter(([name]) => new RegExp(columnMatch).test(name))
      : [[columnMatch, exact]];
  assert.ok(matching.length > 0, `no column for the format ${columnMatch}`);
  const needs = renderers[formatter] ?? assert.fail(`renderer ${formatter} of ${columnMatch}`);
  for (const [name, type] of matching) {
    if (needs === 'number') assert.ok(numbers.includes(type!), `${name} is ${type}`);
    if (needs === 'array') assert.equal(type, 'dynamic', name);
  }
  for (const { columnName, color } of formatOptions?.compositeBarSettings?.columnSettings ?? []) {
    assert.ok(numbers.includes(types.get(columnName)!), `part ${columnName} of ${columnMatch}`);
    assert.match(color, colors);
  }
  for (const { representation } of formatOptions?.thresholdsGrid ?? []) assert.match(representation, icons);
}
