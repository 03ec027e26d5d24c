import { formatNumber } from '../chart/number-format.ts';
import { cellText, isNumeric } from '../grid/cell-text.ts';
import { textWidth, usualLetter } from '../grid/text-width.ts';
import type { ColumnSchema, ResultTable } from '../shell/stack-api.ts';
import { thresholdOf } from './thresholds.ts';
import type { Formatting } from './workbook-model.ts';

/** Numbers of the renderers of columns, read off published workbooks. */
export const renderers = {
  bar: 3,
  barBelow: 4,
  hidden: 5,
  time: 6,
  link: 7,
  heatmap: 8,
  sparkLine: 9,
  sparkArea: 10,
  icon: 11,
  resource: 13,
  resourceGroup: 14,
  thresholds: 18,
  sparkBars: 21,
  compositeBar: 22,
} as const;

/** A renderer that gets more than its text is as wide as this, in pixels. */
const room: Readonly<Record<number, number>> = {
  [renderers.bar]: 44,
  [renderers.sparkLine]: 112,
  [renderers.sparkArea]: 112,
  [renderers.sparkBars]: 112,
  [renderers.thresholds]: 16,
  [renderers.icon]: 16,
};
const padding = 24;
const widest = 340;

/** The format of a column: matched by its name, or by a regular expression, as `^(?:A|B)$` or `A|B`. */
export function formatOf(name: string, formats: readonly Formatting[] = []): Formatting | undefined {
  return (
    formats.find(({ columnMatch }) => columnMatch === name) ??
    formats.find(({ columnMatch }) => columnMatch !== undefined && isPattern(columnMatch, name))
  );
}

function isPattern(pattern: string, name: string): boolean {
  if (!/[\^$|*\\[(/]/.test(pattern)) return false;
  try {
    return new RegExp(pattern.replace(/^\/|\/$/g, '')).test(name);
  } catch {
    return false;
  }
}

/** The text of a cell: number with its unit, time, text of the threshold that holds. */
export function formattedText(
  value: unknown,
  type: string,
  format: Formatting | undefined,
  cellOf: (column: string) => unknown = () => undefined,
): string {
  const plain =
    typeof value === 'number' && isNumeric(type) && format?.numberFormat !== undefined
      ? formatNumber(value, format.numberFormat)
      : typeof value === 'number' && type === 'real'
        ? formatNumber(value, { options: { maximumFractionDigits: 3, useGrouping: false } })
        : type === 'datetime'
          ? // Fractions of a second are for the details of a row.
            cellText(value, type).replace(/\.\d+$/, '')
          : format?.formatter === renderers.resource || format?.formatter === renderers.resourceGroup
            ? (String(value ?? '')
                .split('/')
                .at(-1) ?? '')
            : cellText(value, type);
  const { text } = thresholdOf(value, format?.formatOptions?.thresholdsGrid ?? []) ?? {};
  return text === undefined || text === '' ? plain : filledText(text, plain, cellOf);
}

/** A text of a format: `{0}` is the value with its unit, `["Column"]` the value of a column of the row. */
export function filledText(text: string, value: string, cellOf: (column: string) => unknown): string {
  return text
    .replace(/\["([^"]+)"\]/g, (_, column: string) => cellText(cellOf(column), ''))
    .replaceAll('{0}', value)
    .replaceAll('{1}', '')
    .trim();
}

/** The width of a column in pixels: as its format says, else so that its first values fit. */
export function columnWidth(
  { name, type }: ColumnSchema,
  index: number,
  rows: ResultTable['rows'],
  format: Formatting | undefined,
): number {
  const [, amount, unit] =
    /^\s*([\d.]+)\s*(ch|px|fr|%)?/.exec(format?.formatOptions?.customColumnWidthSetting ?? '') ?? [];
  if (amount !== undefined)
    return Math.round(Number(amount) * ({ px: 1, '%': 10, fr: 60 }[unit ?? 'ch'] ?? usualLetter + 1));
  const isSpark = [renderers.sparkLine, renderers.sparkArea, renderers.sparkBars].some(
    (one) => one === format?.formatter,
  );
  if (isSpark) return room[renderers.sparkLine]! + padding;
  if (format?.formatter === renderers.compositeBar) return 260;
  const values = widestText(index, type, rows, format) + (room[format?.formatter ?? 0] ?? 0);
  return Math.round(Math.min(Math.max(34, textWidth(name, 'bold'), values) + padding, widest));
}

/** Pixels of the widest of the first values of a column. */
export function widestText(
  index: number,
  type: string,
  rows: ResultTable['rows'],
  format: Formatting | undefined,
): number {
  return rows
    .slice(0, 60)
    .reduce((most, row) => Math.max(most, textWidth(formattedText(row[index], type, format))), 0);
}
