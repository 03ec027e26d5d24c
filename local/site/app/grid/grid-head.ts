import { element } from '../shell/element.ts';
import type { GridColumn } from './arrange-rows.ts';
import { isNumeric } from './cell-text.ts';

export interface GridHead {
  readonly node: HTMLElement;
  /** Widths in pixels. */
  readonly widths: number[];
  /** Tells the edges of changed widths. */
  showWidths(): void;
  showSort(sort: { column: number; descending: boolean } | undefined): void;
  /** Shows or hides a field for a filter below each name. @returns whether they are on show */
  toggleFilters(): boolean;
}

export interface HeadEvents {
  onSort(column: number): void;
  onFilter(column: number, text: string): void;
  onResize(): void;
}

/** Widths of a column, and the step of a key, in pixels. */
const [narrowest, widest, keyStep] = [56, 2000, 16];

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
  const edges = columns.map(({ name }, column) => edge(name, column));
  const cells = columns.map(({ name, type }, column) =>
    element(
      'div',
      {
        class: `head-cell${isNumeric(type) ? ' right' : ''}`,
        role: 'columnheader',
        'aria-label': name,
        'aria-sort': 'none',
      },
      element(
        'button',
        {
          type: 'button',
          class: 'sort',
          title: `${name}: ${type}${type === 'datetime' ? ', UTC' : ''}`,
          onclick: () => events.onSort(column),
        },
        name,
        // Times are those of the data, whatever the clock of the reader says.
        type === 'datetime' ? element('span', { class: 'zone', 'aria-hidden': 'true' }, 'UTC') : undefined,
      ),
      fields[column],
      edges[column],
    ),
  );
  const node = element('div', { class: 'grid-head', role: 'row', 'aria-rowindex': 1 }, ...cells);

  function resize(column: number, width: number): void {
    widths[column] = Math.min(widest, Math.max(narrowest, Math.round(width)));
    events.onResize();
  }

  /** Moved by the pointer, and by the arrow keys once it has the focus. */
  function edge(name: string, column: number): HTMLElement {
    return element('span', {
      class: 'edge',
      role: 'separator',
      tabIndex: 0,
      'aria-orientation': 'vertical',
      'aria-label': `Width of ${name}`,
      'aria-valuemin': narrowest,
      'aria-valuemax': widest,
      onkeydown(event: KeyboardEvent) {
        const width = widths[column]!;
        const step = event.shiftKey ? 4 * keyStep : keyStep;
        if (event.key === 'ArrowLeft') resize(column, width - step);
        else if (event.key === 'ArrowRight') resize(column, width + step);
        else if (event.key === 'Home') resize(column, narrowest);
        else return;
        event.preventDefault();
      },
      onpointerdown(event: PointerEvent) {
        event.preventDefault();
        const handle = event.currentTarget as HTMLElement;
        handle.setPointerCapture(event.pointerId);
        const start = event.clientX - widths[column]!;
        handle.onpointermove = (move) => resize(column, move.clientX - start);
        handle.onpointerup = () => {
          handle.onpointermove = null;
        };
      },
    });
  }

  return {
    node,
    widths,
    showWidths() {
      for (const [column, one] of edges.entries())
        one.setAttribute('aria-valuenow', String(Math.round(widths[column]!)));
    },
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
