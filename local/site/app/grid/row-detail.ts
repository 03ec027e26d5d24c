import { element } from '../shell/element.ts';
import type { GridColumn } from './arrange-rows.ts';
import { cellText } from './cell-text.ts';

export interface ValueActions {
  /** Adds a condition on the value to the query. */
  readonly onFilter?: (column: GridColumn, value: unknown, exclude: boolean) => void;
  /** Further links for a value, such as to the journey of a message. */
  readonly linksFor?: (column: GridColumn, value: unknown) => { text: string; address: string }[];
}

/** All values of a row, one below the other; dynamic ones can be opened. Empty ones come last, as names only. */
export function rowDetail(
  columns: readonly GridColumn[],
  row: readonly unknown[],
  actions: ValueActions,
  onClose: () => void,
): HTMLElement {
  const isEmpty = (value: unknown) => value === null || value === undefined || value === '';
  const full = columns.flatMap((column, index) =>
    isEmpty(row[index]) ? [] : [{ column, value: row[index] }],
  );
  const empty = columns.filter((_, index) => isEmpty(row[index])).map(({ name }) => name);
  const close = element('button', { type: 'button', onclick: onClose }, 'Close');
  return element(
    'section',
    {
      'aria-label': 'Details of the row',
      onkeydown(event: KeyboardEvent) {
        if (event.key === 'Escape') onClose();
      },
    },
    element('div', { class: 'row spread' }, element('h3', {}, 'Row'), close),
    element(
      'dl',
      { class: 'row-values' },
      ...full.map(({ column, value }) =>
        element(
          'div',
          {},
          element('dt', {}, column.name),
          element('dd', {}, shownValue(value, column.type), valueActions(column, value, actions)),
        ),
      ),
    ),
    empty.length === 0 ? undefined : element('p', { class: 'quiet-text' }, `Empty: ${empty.join(', ')}`),
  );
}

function valueActions(
  column: GridColumn,
  value: unknown,
  { onFilter, linksFor }: ValueActions,
): HTMLElement | undefined {
  const links = (linksFor?.(column, value) ?? []).map(({ text, address }) =>
    element('a', { href: address }, text),
  );
  const filters =
    onFilter === undefined || column.type === 'dynamic'
      ? []
      : ([false, true] as const).map((exclude) =>
          element(
            'button',
            {
              type: 'button',
              class: 'link',
              'aria-label': `${exclude ? 'Exclude' : 'Only'} this ${column.name}`,
              onclick: () => onFilter(column, value, exclude),
            },
            exclude ? 'exclude' : 'only this',
          ),
        );
  return links.length + filters.length === 0
    ? undefined
    : element('span', { class: 'value-actions' }, ...links, ...filters);
}

function shownValue(value: unknown, type: string): HTMLElement {
  if (type === 'dynamic') {
    const parsed = parsedDynamic(value);
    if (typeof parsed === 'object' && parsed !== null) return tree(parsed, true);
    return element('span', {}, String(parsed));
  }
  return element('span', { class: 'value' }, cellText(value, type));
}

/** Dynamic values come as JSON text; text that is none is the value itself. */
function parsedDynamic(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** An object or array as a tree; nodes below the first level are made when they are opened. */
function tree(value: object, open: boolean): HTMLElement {
  const entries = Object.entries(value);
  const summary = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  const list = element('ul');
  const node = element('details', { class: 'tree', open }, element('summary', {}, summary), list);
  const grow = () => {
    if (!node.open || list.childElementCount > 0) return;
    for (const [name, one] of entries) {
      const isNode = typeof one === 'object' && one !== null && Object.keys(one).length > 0;
      list.append(
        element(
          'li',
          {},
          element('span', { class: 'key' }, `${name}: `),
          isNode
            ? tree(one, false)
            : element('span', {}, typeof one === 'string' ? one : JSON.stringify(one)),
        ),
      );
    }
  };
  node.addEventListener('toggle', grow);
  grow();
  return node;
}
