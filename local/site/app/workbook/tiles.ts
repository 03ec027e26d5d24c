import { element } from '../shell/element.ts';
import type { ResultTable } from '../shell/stack-api.ts';
import { formattedText } from './column-format.ts';
import { barColor } from './palette.ts';
import type { RowChoice } from './row-choice.ts';
import { numbersOf, sparkLine } from './spark-line.ts';
import type { StepView } from './step-view.ts';
import { gradeOf, signOf, thresholdOf } from './thresholds.ts';
import type { Formatting, TileSettings } from './workbook-model.ts';

type Row = readonly unknown[];

/** A tile a row: title, the main value large, a line below. A click chooses it. */
export function tiles({ columns, rows }: ResultTable, settings: TileSettings, choice?: RowChoice): StepView {
  const part = (row: Row, wish: Formatting | undefined, name: string): HTMLElement | undefined => {
    const index = columns.findIndex((column) => column.name === wish?.columnMatch);
    if (wish === undefined || index < 0) return undefined;
    const value = row[index];
    const { palette, thresholdsGrid = [] } = wish.formatOptions ?? {};
    if (wish.formatter === 9 || wish.formatter === 10 || wish.formatter === 21) {
      const values = numbersOf(value);
      const kind = wish.formatter === 9 ? 'line' : wish.formatter === 10 ? 'area' : 'bars';
      return values.length === 0
        ? undefined
        : element('span', { class: name }, sparkLine(values, kind, barColor(palette)));
    }
    const text = formattedText(value, columns[index]!.type, wish, (column) => row[positionOf(column)]);
    if (text === '') return undefined;
    const representation = thresholdOf(value, thresholdsGrid)?.representation;
    const sign = signOf(representation);
    return element(
      'span',
      { class: name },
      sign ? element('span', { class: `sign ${gradeOf(representation) ?? ''}` }, `${sign} `) : undefined,
      text,
    );
  };
  const positionOf = (name: string) => columns.findIndex((column) => column.name === name);
  const made = sorted(rows, positionOf(settings.sortCriteriaField ?? ''), settings.sortOrderField).map(
    (row) => {
      const parts = [
        part(row, settings.titleContent, 'tile-title'),
        part(row, settings.leftContent, 'tile-value'),
        part(row, settings.rightContent, 'tile-value'),
        part(row, settings.subtitleContent, 'tile-more'),
        part(row, settings.secondaryContent, 'tile-more'),
      ];
      const node =
        choice === undefined
          ? element('div', { class: 'tile' }, ...parts)
          : element(
              'button',
              { type: 'button', class: 'tile', 'aria-pressed': 'false', onclick: () => choice.choose(row) },
              ...parts,
            );
      return { row, node };
    },
  );
  const most = Math.max(1, ...made.map(({ node }) => node.childElementCount));
  const update = () => {
    if (choice !== undefined)
      for (const { row, node } of made) node.setAttribute('aria-pressed', String(choice.isChosen(row)));
  };
  update();
  return {
    node: element(
      'ul',
      { class: 'tiles', style: `--parts: ${most}` },
      ...made.map(({ node }) => element('li', {}, node)),
    ),
    update,
    close: () => {},
  };
}

function sorted(rows: readonly Row[], column: number, order = 1): Row[] {
  if (column < 0) return [...rows];
  const sign = order === 2 ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [a[column], b[column]];
    return typeof left === 'number' && typeof right === 'number'
      ? sign * (left - right)
      : sign * String(left ?? '').localeCompare(String(right ?? ''), 'en', { numeric: true });
  });
}
