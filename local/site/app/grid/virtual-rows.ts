import { element } from '../shell/element.ts';
import type { GridColumn } from './arrange-rows.ts';
import { cellText, isNumeric } from './cell-text.ts';
import type { GridHead } from './grid-head.ts';
import { textWidth } from './text-width.ts';

/** Changes how a cell looks after its text is set. */
export type CellFormat = (cell: HTMLElement, column: number, value: unknown, row: readonly unknown[]) => void;

export interface VirtualRowsOptions {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly head: GridHead;
  readonly rowAt: (index: number) => readonly unknown[];
  readonly count: () => number;
  readonly format?: CellFormat | undefined;
  /** Widths of the columns in pixels; where there are none, by the widths of names and values. */
  readonly widths?: readonly number[] | undefined;
  /** Not higher than its rows, and its columns as wide as there is room. */
  readonly fit?: boolean | undefined;
  readonly onOpen: (row: number) => void;
  readonly onCopy: (row: number, column: number) => void;
}

export interface VirtualRows {
  readonly node: HTMLElement;
  /** Shows rows that have changed in number or order. */
  refresh(): void;
  /** Takes over changed widths. */
  layOut(): void;
  /** First and last of the selected rows. */
  selection(): [number, number];
  focus(): void;
  close(): void;
}

/** Pixels; the same as in the style sheet. */
const rowHeight = 28;
/** Rows above and below those in sight, so that a short scroll shows no gap. */
const margin = 10;
/** A cell shows no more than this many characters; the details of the row show all. */
const longestCell = 300;

let grids = 0;

/** The body of a grid, of which only what is in sight is in the document. Arrow keys move a cursor from cell to cell. */
export function virtualRows({
  label,
  columns,
  head,
  rowAt,
  count,
  format,
  widths,
  fit,
  onOpen,
  onCopy,
}: VirtualRowsOptions): VirtualRows {
  const id = `grid-${++grids}`;
  const body = element('div', { class: 'grid-body', role: 'rowgroup' });
  const headGroup = element('div', { role: 'rowgroup', class: 'grid-head-group' }, head.node);
  const node = element(
    'div',
    {
      class: fit ? 'grid-scroll fit' : 'grid-scroll',
      role: 'grid',
      tabIndex: 0,
      'aria-label': label,
      'aria-colcount': columns.length,
    },
    headGroup,
    body,
  );
  const drawn = new Map<number, HTMLElement>();
  let cursor = { row: 0, column: 0 };
  let anchor = 0;
  let hasWidths = false;

  function estimateWidths(): void {
    for (const [column, { name, type }] of columns.entries()) {
      const given = widths?.[column];
      if (given !== undefined) {
        head.widths[column] = given;
        continue;
      }
      let longest = textWidth(name, 'bold');
      for (let row = 0; row < Math.min(count(), 60); row++)
        longest = Math.max(longest, textWidth(cellText(rowAt(row)[column], type)));
      head.widths[column] = Math.round(Math.min(Math.max(64, longest + 24), 340));
    }
  }

  function drawRow(index: number): HTMLElement {
    const row = rowAt(index);
    const line = element('div', { class: 'grid-row', role: 'row', 'aria-rowindex': index + 2 });
    line.style.transform = `translateY(${index * rowHeight}px)`;
    for (const [column, { type }] of columns.entries()) {
      const text = cellText(row[column], type);
      const cell = document.createElement('div');
      cell.className = isNumeric(type) ? 'cell right' : 'cell';
      cell.setAttribute('role', 'gridcell');
      cell.id = `${id}-${index}-${column}`;
      cell.textContent = text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
      format?.(cell, column, row[column], row);
      line.append(cell);
    }
    mark(line, index);
    return line;
  }

  function mark(line: HTMLElement, index: number): void {
    const [first, last] = selection();
    const isSelected = index >= first && index <= last;
    line.classList.toggle('selected', isSelected);
    line.setAttribute('aria-selected', String(isSelected));
    for (const [column, cell] of [...line.children].entries())
      cell.classList.toggle('cursor', index === cursor.row && column === cursor.column);
  }

  function draw(): void {
    const total = count();
    const top = node.scrollTop;
    const first = Math.max(0, Math.floor(top / rowHeight) - margin);
    const last = Math.min(total - 1, Math.ceil((top + (node.clientHeight || 400)) / rowHeight) + margin);
    for (const [index, line] of drawn) {
      if (index < first || index > last) {
        line.remove();
        drawn.delete(index);
      }
    }
    for (let index = first; index <= last; index++) {
      if (drawn.has(index)) continue;
      const line = drawRow(index);
      drawn.set(index, line);
      body.append(line);
    }
  }

  function layOut(): void {
    const width = head.widths.reduce((sum, one) => sum + one, 0);
    const track = (one: number) => (fit ? `minmax(${one}px, ${one}fr)` : `${one}px`);
    node.style.setProperty('--columns', head.widths.map(track).join(' '));
    node.style.setProperty('--width', `${width}px`);
    head.showWidths();
  }

  function selection(): [number, number] {
    return [Math.min(anchor, cursor.row), Math.max(anchor, cursor.row)];
  }

  function moveTo(row: number, column: number, extend: boolean): void {
    const lastRow = Math.max(0, count() - 1);
    cursor = {
      row: Math.min(Math.max(row, 0), lastRow),
      column: Math.min(Math.max(column, 0), columns.length - 1),
    };
    if (!extend) anchor = cursor.row;
    const top = cursor.row * rowHeight;
    const headHeight = headGroup.offsetHeight;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + rowHeight + headHeight > node.scrollTop + node.clientHeight)
      node.scrollTop = top + rowHeight + headHeight - node.clientHeight;
    const left = head.widths.slice(0, cursor.column).reduce((sum, one) => sum + one, 0);
    const right = left + head.widths[cursor.column]!;
    if (left < node.scrollLeft) node.scrollLeft = left;
    else if (right > node.scrollLeft + node.clientWidth) node.scrollLeft = right - node.clientWidth;
    draw();
    for (const [index, line] of drawn) mark(line, index);
    node.setAttribute('aria-activedescendant', `${id}-${cursor.row}-${cursor.column}`);
  }

  node.addEventListener('keydown', (event) => {
    if (event.target !== node || count() === 0) return;
    const { row, column } = cursor;
    const page = Math.max(1, Math.floor(node.clientHeight / rowHeight) - 2);
    const control = event.ctrlKey || event.metaKey;
    const moves: Record<string, () => [number, number]> = {
      ArrowDown: () => [row + 1, column],
      ArrowUp: () => [row - 1, column],
      ArrowRight: () => [row, column + 1],
      ArrowLeft: () => [row, column - 1],
      PageDown: () => [row + page, column],
      PageUp: () => [row - page, column],
      Home: () => [control ? 0 : row, 0],
      End: () => [control ? count() - 1 : row, columns.length - 1],
    };
    const move = moves[event.key];
    if (move !== undefined) moveTo(...move(), event.shiftKey);
    else if (event.key === 'Enter' || event.key === ' ') onOpen(row);
    else if (control && event.key.toLowerCase() === 'c') onCopy(row, column);
    else if (control && event.key.toLowerCase() === 'a') {
      anchor = 0;
      moveTo(count() - 1, column, true);
    } else return;
    event.preventDefault();
  });
  body.addEventListener('click', (event) => {
    const cell = (event.target as Element).closest<HTMLElement>('[role="gridcell"]');
    if (cell === null) return;
    const [, , row, column] = cell.id.split('-').map(Number);
    moveTo(row!, column!, event.shiftKey);
    // Text that is being marked stays marked.
    if (!event.shiftKey && getSelection()?.toString() === '') onOpen(row!);
  });
  let frame = 0;
  node.addEventListener('scroll', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  });
  const resizes = new ResizeObserver(() => draw());
  resizes.observe(node);

  return {
    node,
    layOut,
    selection,
    focus: () => node.focus(),
    refresh() {
      if (!hasWidths) {
        estimateWidths();
        hasWidths = true;
      }
      layOut();
      for (const line of drawn.values()) line.remove();
      drawn.clear();
      cursor = { row: 0, column: 0 };
      anchor = 0;
      node.scrollTop = 0;
      node.setAttribute('aria-rowcount', String(count() + 1));
      body.style.height = `${count() * rowHeight}px`;
      draw();
    },
    close() {
      resizes.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}
