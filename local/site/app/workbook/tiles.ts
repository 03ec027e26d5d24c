import { cellText } from '../grid/cell-text.ts';
import { element } from '../shell/element.ts';
import type { ResultTable } from '../shell/stack-api.ts';
import { type Formatting, formatNumber, type TileSettings } from './workbook-model.ts';

/** A tile a row: title, the main value large, a line below. @param onRow told when a tile is chosen */
export function tiles(
  { columns, rows }: ResultTable,
  settings: TileSettings,
  onRow: ((row: readonly unknown[]) => void) | undefined,
): HTMLElement {
  const shown = (row: readonly unknown[], wish: Formatting | undefined): string => {
    const index = columns.findIndex(({ name }) => name === wish?.columnMatch);
    if (index < 0) return '';
    const value = row[index];
    return typeof value === 'number'
      ? formatNumber(value, wish?.numberFormat)
      : cellText(value, columns[index]!.type);
  };
  return element(
    'ul',
    { class: 'tiles' },
    ...rows.map((row) => {
      const parts = [
        part('tile-title', shown(row, settings.titleContent)),
        part('tile-value', shown(row, settings.leftContent)),
        part('tile-value', shown(row, settings.rightContent)),
        part('tile-more', shown(row, settings.subtitleContent)),
        part('tile-more', shown(row, settings.secondaryContent)),
      ];
      return element(
        'li',
        {},
        onRow === undefined
          ? element('div', { class: 'tile' }, ...parts)
          : element('button', { type: 'button', class: 'tile', onclick: () => onRow(row) }, ...parts),
      );
    }),
  );
}

function part(name: string, text: string): HTMLElement | undefined {
  return text === '' ? undefined : element('span', { class: name }, text);
}
