import { element } from '../shell/element.ts';
import type { GridColumn } from './arrange-rows.ts';
import { isNumeric } from './cell-text.ts';

export interface GridHead {
  readonly node: HTMLElement;
  /** Widths in pixels. */
  readonly widths: number[];
  showSort(sort: { column: number; descending: boolean } | undefined): void;
  /** Shows or hides a field for a filter below each name. @returns whether they are on show */
  toggleFilters(): boolean;
}

export interface HeadEvents {
  onSort(column: number): void;
  onFilter(column: number, text: string): void;
  onResize(): void;
}

const narrowest = 56;

/** The names of the columns, which sort, with their edges, which resize. */
export function gridHead(columns: readonly GridColumn[], events: HeadEvents): GridHead {
  const widths = columns.map(() => 120);
  const fields = columns.map(({ name }, column) =>
    element('input', {
      type: 'text',
      'aria-label': `Filter ${name}`,
      placeholder: 'text, =, !, >, <',
      hidden: true,
      oninput: (event: Event) => events.onFilter(column, (event.target as HTMLInputElement).value),
    }),
  );
  const cells = columns.map(({ name, type }, column) =>
    element(
      'div',
      { class: `head-cell${isNumeric(type) ? ' right' : ''}`, role: 'columnheader', 'aria-sort': 'none' },
      element(
        'button',
        { type: 'button', class: 'sort', title: `${name}: ${type}`, onclick: () => events.onSort(column) },
        name,
      ),
      fields[column],
      edge(column),
    ),
  );
  const node = element('div', { class: 'grid-head', role: 'row', 'aria-rowindex': 1 }, ...cells);

  function edge(column: number): HTMLElement {
    return element('span', {
      class: 'edge',
      onpointerdown(event: PointerEvent) {
        event.preventDefault();
        const handle = event.currentTarget as HTMLElement;
        handle.setPointerCapture(event.pointerId);
        const start = event.clientX - widths[column]!;
        handle.onpointermove = (move) => {
          widths[column] = Math.max(narrowest, Math.round(move.clientX - start));
          events.onResize();
        };
        handle.onpointerup = () => {
          handle.onpointermove = null;
        };
      },
    });
  }

  return {
    node,
    widths,
    showSort(sort) {
      for (const [column, cell] of cells.entries()) {
        const way = sort?.column !== column ? 'none' : sort.descending ? 'descending' : 'ascending';
        cell.setAttribute('aria-sort', way);
      }
    },
    toggleFilters() {
      const on = fields[0]?.hidden === true;
      for (const field of fields) {
        field.hidden = !on;
        field.value = '';
      }
      return on;
    },
  };
}
