import { isNumeric } from '../grid/cell-text.ts';
import { element } from '../shell/element.ts';
import type { ResultTable } from '../shell/stack-api.ts';
import { columnText, columnTitle } from './flow-columns.ts';

/**
 * A short result as a table of HTML. Where there is little room each row becomes a list of names and values; the roles are
 * said because the layout takes them away.
 * @param empty what to say where there are no rows
 */
export function plainTable({ columns, rows }: ResultTable, empty: string): HTMLElement {
  if (rows.length === 0) return element('p', { class: 'quiet-text' }, empty);
  const side = (type: string) => (isNumeric(type) ? 'number' : type === 'datetime' ? 'time' : '');
  return element(
    'table',
    { class: 'plain stacking', role: 'table' },
    element(
      'thead',
      { role: 'rowgroup' },
      element(
        'tr',
        { role: 'row' },
        ...columns.map(({ name, type }) =>
          element('th', { scope: 'col', role: 'columnheader', class: side(type) }, columnTitle(name, type)),
        ),
      ),
    ),
    element(
      'tbody',
      { role: 'rowgroup' },
      ...rows.map((row) =>
        element(
          'tr',
          { role: 'row' },
          ...columns.map(({ name, type }, index) =>
            element(
              'td',
              { class: side(type), role: 'cell', 'data-name': columnTitle(name, type) },
              columnText(name, type, row[index]),
            ),
          ),
        ),
      ),
    ),
  );
}
