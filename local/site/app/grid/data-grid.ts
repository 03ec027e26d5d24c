import './data-grid.css';
import { element, fill } from '../shell/element.ts';
import { arrangeRows, type GridColumn } from './arrange-rows.ts';
import { tabbed } from './delimited-text.ts';
import { downloadCsv } from './download-csv.ts';
import { gridHead } from './grid-head.ts';
import { rowDetail, type ValueActions } from './row-detail.ts';
import { type CellFormat, virtualRows } from './virtual-rows.ts';

export interface GridTable {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface GridOptions {
  /** Name of the grid for screen readers. */
  readonly label: string;
  /** Title of the CSV file that the tools above the grid give; undefined where something else gives it. */
  readonly csvTitle?: string;
  /** Search, copy and export above the grid; default true. */
  readonly tools?: boolean;
  /** Told when a row is chosen, in place of its details below the grid. */
  readonly onRow?: ((row: readonly unknown[], position: number) => void) | undefined;
  readonly format?: CellFormat | undefined;
  /** Widths of the columns in pixels. */
  readonly widths?: readonly number[];
  /** Not higher than its rows, and its columns as wide as there is room. */
  readonly fit?: boolean;
  /** What a person can do with a value in the details of a row. */
  readonly actions?: ValueActions | undefined;
}

export interface DataGrid {
  readonly node: HTMLElement;
  /** The rows that the search and filters leave, as they are sorted. */
  rows(): (readonly unknown[])[];
  close(): void;
}

const count = new Intl.NumberFormat('en');
/** Milliseconds for which the grid says that it has copied. */
const saidFor = 4000;

/** A table of any length: only the rows in sight are in the document. Sorts, filters, copies, exports. */
export function dataGrid({ columns, rows }: GridTable, options: GridOptions): DataGrid {
  const filters = new Map<number, string>();
  let search = '';
  let sort: { column: number; descending: boolean } | undefined;
  let arranged: Uint32Array = new Uint32Array();

  const shown = element('span', { class: 'quiet-text number', role: 'status' });
  const detail = element('div', { class: 'grid-detail', hidden: true });
  const hasTools = options.tools !== false;
  const copied = element('span', { class: hasTools ? 'quiet-text' : 'visually-hidden', role: 'status' });
  let saying: ReturnType<typeof setTimeout> | undefined;
  const rowAt = (index: number) => rows[arranged[index]!]!;
  const selectedRows = (): (readonly unknown[])[] => {
    const [first, last] = view.selection();
    return Array.from({ length: last - first + 1 }, (_, index) => rowAt(first + index));
  };

  const open = (index: number) => {
    if (options.onRow !== undefined) return options.onRow(rowAt(index), arranged[index]!);
    detail.hidden = false;
    fill(detail, [
      rowDetail(columns, rowAt(index), options.actions ?? {}, () => {
        detail.hidden = true;
        fill(detail, []);
        view.focus();
      }),
    ]);
    detail.scrollIntoView({ block: 'nearest' });
  };
  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text);
      copied.textContent = `Copied ${what}.`;
    } catch {
      // Without the person's leave, or on a page that is not secure.
      copied.textContent = 'The browser does not allow to copy.';
    }
    clearTimeout(saying);
    saying = setTimeout(() => {
      copied.textContent = '';
    }, saidFor);
  };
  const head = gridHead(columns, {
    onSort(column) {
      sort =
        sort?.column !== column
          ? { column, descending: false }
          : sort.descending
            ? undefined
            : { column, descending: true };
      arrange();
    },
    onFilter(column, text) {
      if (text.trim() === '') filters.delete(column);
      else filters.set(column, text);
      arrange();
    },
    onResize: () => view.layOut(),
  });
  const view = virtualRows({
    label: options.label,
    columns,
    head,
    rowAt,
    count: () => arranged.length,
    format: options.format,
    widths: options.widths,
    fit: options.fit,
    onOpen: open,
    onCopy(row, column) {
      const [first, last] = view.selection();
      if (first === last) void copy(tabbed([columns[column]!], [[rowAt(row)[column]]], false), 'the value');
      else void copy(tabbed(columns, selectedRows(), true), `${last - first + 1} rows`);
    },
  });

  function arrange(): void {
    arranged = arrangeRows(columns, rows, { search, filters, sort });
    head.showSort(sort);
    shown.textContent =
      arranged.length === rows.length
        ? `${count.format(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`
        : `${count.format(arranged.length)} of ${count.format(rows.length)} rows`;
    view.refresh();
  }

  const arrangedRows = () => Array.from(arranged, (index) => rows[index]!);
  const filterButton = element(
    'button',
    {
      type: 'button',
      'aria-pressed': 'false',
      onclick() {
        const on = head.toggleFilters();
        filterButton.setAttribute('aria-pressed', String(on));
        if (!on) filters.clear();
        arrange();
      },
    },
    'Filter',
  );
  const tools = element(
    'div',
    { class: 'row grid-tools' },
    element('input', {
      type: 'search',
      placeholder: 'Search rows',
      'aria-label': 'Search in the rows',
      oninput(event: Event) {
        search = (event.target as HTMLInputElement).value;
        arrange();
      },
    }),
    filterButton,
    element(
      'button',
      { type: 'button', onclick: () => copy(tabbed(columns, arrangedRows(), true), 'all rows') },
      'Copy',
    ),
    options.csvTitle === undefined
      ? undefined
      : element(
          'button',
          { type: 'button', onclick: () => downloadCsv(options.csvTitle!, columns, arrangedRows()) },
          'CSV',
        ),
    shown,
    copied,
  );
  const node = element('div', { class: 'data-grid' }, hasTools ? tools : copied, view.node, detail);
  arrange();
  return {
    node,
    rows: arrangedRows,
    close() {
      clearTimeout(saying);
      view.close();
    },
  };
}
