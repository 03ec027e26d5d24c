import { element } from '../shell/element.ts';
import { filledText, formattedText, renderers } from './column-format.ts';
import { barColor, cssColor, heatColor } from './palette.ts';
import { numbersOf, sparkLine } from './spark-line.ts';
import { gradeOf, signOf, thresholdOf } from './thresholds.ts';
import type { CompositeBar, Formatting } from './workbook-model.ts';

type Row = readonly unknown[];

/** What a cell has to know beyond its value. */
export interface CellContext {
  readonly row: Row;
  readonly cellOf: (column: string) => unknown;
  /** The least and the largest value of all columns that share the format. */
  readonly scale: readonly [least: number, most: number];
  /** The longest composite bar of the column; 0 where each fills its cell. */
  readonly longest: number;
  /** Pixels of the widest text of the column. */
  readonly textWidth: number;
  /** Shows a row, or one value, below the grid. */
  readonly onDetails: (row: Row, column?: string) => void;
  /** Where a link to another workbook leads; undefined where it leads nowhere here. */
  readonly addressOf: (
    format: Formatting,
    row: Row,
    cellOf: (column: string) => unknown,
  ) => string | undefined;
}

/** Draws the value of a cell as the format of its column says. */
export function drawCell(
  cell: HTMLElement,
  value: unknown,
  type: string,
  format: Formatting,
  context: CellContext,
): void {
  const { formatter, formatOptions: options } = format;
  const text = formattedText(value, type, format, context.cellOf);
  const link = linkIn(value, text, format, context);
  const shown: Node | string = link ?? text;
  cell.replaceChildren(shown);
  if (format.tooltipFormat?.tooltip)
    cell.title = filledText(format.tooltipFormat.tooltip, text, context.cellOf);

  switch (formatter) {
    case renderers.bar:
    case renderers.barBelow:
      if (typeof value === 'number') drawBar(cell, shown, value, format, context);
      return;
    case renderers.heatmap:
      if (typeof value === 'number') {
        const part = partOf(value, context.scale);
        cell.style.background = heatColor(options?.palette, part);
        cell.classList.add('heat');
        cell.classList.toggle('faint', value === 0);
      }
      return;
    case renderers.sparkLine:
    case renderers.sparkArea:
    case renderers.sparkBars: {
      const values = numbersOf(value);
      const kind =
        formatter === renderers.sparkLine ? 'line' : formatter === renderers.sparkArea ? 'area' : 'bars';
      cell.replaceChildren(values.length === 0 ? '' : sparkLine(values, kind, barColor(options?.palette)));
      return;
    }
    case renderers.compositeBar:
      if (options?.compositeBarSettings) drawParts(cell, value, text, options.compositeBarSettings, context);
      return;
    case renderers.icon:
      drawSign(cell, String(value ?? ''), shown);
      return;
  }
  const threshold = thresholdOf(value, options?.thresholdsGrid ?? []);
  if (threshold === undefined) return;
  if (options?.thresholdsOptions === 'colors') {
    cell.style.background = `color-mix(in srgb, ${cssColor(threshold.representation)} 30%, transparent)`;
  } else drawSign(cell, threshold.representation, shown);
}

function partOf(value: number, [least, most]: readonly [number, number]): number {
  return most > least ? Math.min(1, Math.max(0, (value - least) / (most - least))) : 0;
}

/** The number stands beside the bar, or above it: never on it. */
function drawBar(
  cell: HTMLElement,
  shown: Node | string,
  value: number,
  { formatter, formatOptions }: Formatting,
  { scale, textWidth }: CellContext,
): void {
  const bar = element('span', { class: 'bar-fill' });
  bar.style.width = `${Math.round(partOf(value, scale) * 100)}%`;
  bar.style.background = barColor(formatOptions?.palette);
  cell.classList.add(formatter === renderers.bar ? 'with-bar' : 'bar-below');
  cell.classList.toggle('faint', value === 0);
  const number = element('span', {}, shown);
  // All bars of a column have the same room.
  number.style.minWidth = `${Math.ceil(textWidth)}px`;
  cell.replaceChildren(element('span', { class: 'bar-track' }, bar), number);
}

/** One bar of several values, with a text above it. */
function drawParts(
  cell: HTMLElement,
  value: unknown,
  text: string,
  { labelText, columnSettings = [] }: CompositeBar,
  { cellOf, longest }: CellContext,
): void {
  const parts = columnSettings.map(({ columnName, color }) => ({
    name: columnName,
    amount: Math.max(0, Number(cellOf(columnName) ?? 0)) || 0,
    color,
  }));
  const whole = longest || parts.reduce((sum, { amount }) => sum + amount, 0);
  const label = labelText ? filledText(labelText, text, cellOf) : labelText === '' ? '' : text;
  cell.classList.add('with-parts');
  cell.title = label || String(value ?? '');
  cell.replaceChildren(
    element('span', { class: 'parts-label' }, label),
    element(
      'span',
      { class: 'parts' },
      ...parts.map(({ amount, color }) => {
        const part = element('span', {});
        part.style.width = `${whole > 0 ? (100 * amount) / whole : 0}%`;
        // A sliver that is too short to see is still there.
        if (amount > 0) part.style.minWidth = '2px';
        part.style.background = cssColor(color);
        // Grey is what does not matter.
        if (color === 'gray') part.style.opacity = '0.4';
        return part;
      }),
    ),
  );
}

function drawSign(cell: HTMLElement, representation: string | undefined, shown: Node | string): void {
  const sign = signOf(representation);
  if (sign === undefined || sign === '') return;
  const grade = gradeOf(representation);
  cell.replaceChildren(
    element('span', { class: `sign${grade === undefined ? '' : ` ${grade}`}`, 'aria-hidden': 'true' }, sign),
    ' ',
    shown,
  );
}

/** The link of a cell: to the web, to another workbook, to details; undefined where it has none. */
function linkIn(value: unknown, text: string, format: Formatting, context: CellContext): Node | undefined {
  const { linkTarget, linkLabel, linkColumn } = format.formatOptions ?? {};
  if (!linkTarget || linkTarget === 'None') return undefined;
  const target = linkColumn === undefined ? value : context.cellOf(linkColumn);
  const label = linkLabel || text;
  if (label === '') return undefined;
  if (linkTarget === 'GenericDetails' || linkTarget === 'CellDetails')
    return element(
      'button',
      {
        type: 'button',
        class: 'link',
        tabIndex: -1,
        onclick(event: Event) {
          event.stopPropagation();
          context.onDetails(
            context.row,
            linkTarget === 'CellDetails' ? (linkColumn ?? format.columnMatch) : undefined,
          );
        },
      },
      label,
    );
  const stop = (event: Event) => event.stopPropagation();
  if (linkTarget.toLowerCase() === 'url' && /^https?:\/\//i.test(String(target)))
    return element(
      'a',
      { href: String(target), target: '_blank', rel: 'noreferrer', tabIndex: -1, onclick: stop },
      label,
    );
  const address = context.addressOf(format, context.row, context.cellOf);
  return address === undefined
    ? undefined
    : element('a', { href: address, tabIndex: -1, onclick: stop }, label);
}
