import { cellText, isNumeric } from '../grid/cell-text.ts';
import { element } from '../shell/element.ts';
import type { ResultTable } from '../shell/stack-api.ts';

const count = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** A short result as a table of HTML. @param empty what to say where there are no rows */
export function plainTable({ columns, rows }: ResultTable, empty: string): HTMLElement {
  if (rows.length === 0) return element('p', { class: 'quiet-text' }, empty);
  const side = (type: string) => (isNumeric(type) ? 'number' : type === 'datetime' ? 'time' : '');
  return element(
    'table',
    { class: 'plain' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...columns.map(({ name, type }) => element('th', { scope: 'col', class: side(type) }, name)),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map((row) =>
        element(
          'tr',
          {},
          ...columns.map(({ type }, index) =>
            element(
              'td',
              { class: side(type) },
              typeof row[index] === 'number' ? count.format(row[index]) : cellText(row[index], type),
            ),
          ),
        ),
      ),
    ),
  );
}
