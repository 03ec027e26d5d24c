import type { CellFormat } from '../grid/virtual-rows.ts';
import type { ResultTable } from '../shell/stack-api.ts';
import { type CellContext, drawCell } from './cell-view.ts';
import { columnWidth, formatOf, formattedText, renderers, widestText } from './column-format.ts';
import type { Formatting, GridSettings } from './workbook-model.ts';

type Row = readonly unknown[];

export interface GridCells {
  /** Without hidden columns, with the labels as names, no longer than the settings allow. */
  readonly grid: ResultTable;
  readonly widths: readonly number[];
  readonly format: CellFormat;
  /** The whole row behind a row of the grid. */
  wholeRow(row: Row): Row;
  /** Marks the rows that are chosen, those in sight and those that come. */
  mark(isChosen: (row: Row) => boolean): void;
}

const usualRows = 250;

/**
 * A table as the grid settings of a workbook want it: columns hidden and renamed, sorted, numbers with units, bars and
 * heat maps, icons, links.
 */
export function gridCells(
  table: ResultTable,
  settings: GridSettings,
  context: Pick<CellContext, 'onDetails' | 'addressOf'>,
): GridCells {
  const { columns, rows } = sortedRows(table, settings);
  const limited = rows.slice(0, settings.rowLimit ?? usualRows);
  const kept = columns.flatMap((column, index) => {
    const format = formatOf(column.name, settings.formatters);
    return format?.formatter === renderers.hidden ? [] : [{ column, index, format }];
  });
  const labels = new Map(settings.labelSettings?.map(({ columnId, label }) => [columnId, label || columnId]));
  const whole = new Map(limited.map((row) => [kept.map(({ index }) => row[index]) as Row, row]));
  const scales = new Map<Formatting | undefined, readonly [least: number, most: number]>();
  for (const { format } of kept) {
    const sharing = kept.filter((one) => one.format === format).map(({ index }) => index);
    if (format !== undefined && !scales.has(format)) scales.set(format, scaleOf(limited, sharing, format));
  }
  const positions = new Map(columns.map(({ name }, index) => [name, index]));
  const longest = kept.map(({ format }) => longestBar(limited, positions, format));
  const textWidths = kept.map(({ column, index, format }) => widestText(index, column.type, limited, format));
  let chosen: (row: Row) => boolean = () => false;
  const drawn = new Map<HTMLElement, Row>();

  return {
    grid: {
      name: table.name,
      columns: kept.map(({ column: { name, type } }) => ({ name: labels.get(name) ?? name, type })),
      rows: [...whole.keys()],
    },
    widths: kept.map(({ column: { name, type }, index, format }) =>
      columnWidth({ name: labels.get(name) ?? name, type }, index, limited, format),
    ),
    format(cell, at, value, row) {
      const all = whole.get(row) ?? row;
      const { column, format } = kept[at]!;
      if (drawn.size > 4000) for (const old of [...drawn.keys()]) if (!old.isConnected) drawn.delete(old);
      drawn.set(cell, all);
      cell.classList.toggle('chosen', chosen(all));
      if (format === undefined) {
        if (column.type === 'datetime' || column.type === 'real')
          cell.textContent = formattedText(value, column.type, format);
        return;
      }
      drawCell(cell, value, column.type, format, {
        ...context,
        row: all,
        scale: scales.get(format)!,
        longest: longest[at]!,
        textWidth: textWidths[at]!,
        cellOf: (name) => all[positions.get(name) ?? -1],
      });
    },
    wholeRow: (row) => whole.get(row) ?? row,
    mark(isChosen) {
      chosen = isChosen;
      for (const [cell, row] of drawn) cell.classList.toggle('chosen', isChosen(row));
    },
  };
}

function sortedRows(table: ResultTable, { sortBy }: GridSettings): ResultTable {
  const [first] = sortBy ?? [];
  const name = first?.itemKey.replace(/^\$gen_\w+?_(.+)_\d+$/, '$1');
  const column = table.columns.findIndex((one) => one.name === name);
  if (first === undefined || column < 0) return table;
  const sign = first.sortOrder === 2 ? -1 : 1;
  const rows = [...table.rows].sort((a, b) => {
    const [left, right] = [a[column], b[column]];
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * String(left ?? '').localeCompare(String(right ?? ''), 'en', { numeric: true });
  });
  return { ...table, rows };
}

/** The least and the largest value of the columns that share a format, where it does not name them. */
function scaleOf(
  rows: readonly Row[],
  columns: readonly number[],
  { formatOptions }: Formatting,
): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    for (const column of columns) {
      const value = row[column];
      if (typeof value !== 'number') continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  return [formatOptions?.min ?? Math.min(0, least), formatOptions?.max ?? most];
}

/** The longest bar that a column has to hold; 0 where each fills its cell. */
function longestBar(
  rows: readonly Row[],
  positions: ReadonlyMap<string, number>,
  format: Formatting | undefined,
): number {
  const bar = format?.formatOptions?.compositeBarSettings;
  if (!bar || bar.noRowsScaling === true) return 0;
  const parts = (bar.columnSettings ?? []).map(({ columnName }) => positions.get(columnName) ?? -1);
  return rows.reduce(
    (most, row) =>
      Math.max(
        most,
        parts.reduce((sum, part) => sum + Math.max(0, Number(row[part] ?? 0)), 0),
      ),
    0,
  );
}
