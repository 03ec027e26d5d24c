import type { CellFormat } from '../grid/virtual-rows.ts';
import type { ResultTable } from '../shell/stack-api.ts';
import { type Formatting, formatNumber, type GridSettings, gradeOf, thresholdOf } from './workbook-model.ts';

/** Numbers of formatters, read off published workbooks. */
const formatters = { bar: 3, barBelow: 4, hidden: 5, heatmap: 8 } as const;

/** A table as the grid settings of a workbook want it: columns hidden and renamed, numbers with units, bars behind them. */
export function gridCells(
  table: ResultTable,
  settings: GridSettings,
): { grid: ResultTable; format: CellFormat } {
  const formatOf = (name: string): Formatting | undefined =>
    settings.formatters?.find(({ columnMatch }) => columnMatch !== undefined && matches(columnMatch, name));
  const kept = table.columns.flatMap(({ name }, index) =>
    formatOf(name)?.formatter === formatters.hidden ? [] : [index],
  );
  const labels = new Map(settings.labelSettings?.map(({ columnId, label }) => [columnId, label ?? columnId]));
  const columns = kept.map((index) => {
    const { name, type } = table.columns[index]!;
    return { name: labels.get(name) ?? name, type, format: formatOf(name) };
  });
  const largest = kept.map((index) =>
    table.rows.reduce(
      (most, row) => Math.max(most, typeof row[index] === 'number' ? (row[index] as number) : 0),
      0,
    ),
  );
  return {
    // A chosen row is found again by its position in the whole table, so that hidden columns can be exported.
    grid: { name: table.name, columns: [...columns], rows: table.rows.map((row) => projected(row, kept)) },
    format(cell, column, value) {
      const wish = columns[column]?.format;
      if (wish === undefined) return;
      const threshold = thresholdOf(value, wish.formatOptions?.thresholdsGrid ?? []);
      const grade = gradeOf(threshold?.representation);
      if (grade !== undefined) cell.classList.add(grade);
      if (threshold?.text !== undefined && threshold.text.replace(/\{0\}(?:\{1\})?/g, '') !== '')
        cell.textContent = threshold.text.replaceAll('{0}', cell.textContent ?? '').replaceAll('{1}', '');
      if (typeof value !== 'number') return;
      if (wish.numberFormat !== undefined) cell.textContent = formatNumber(value, wish.numberFormat);
      const most = largest[column]!;
      if (most <= 0 || !isBar(wish.formatter)) return;
      cell.classList.add('bar');
      cell.style.setProperty('--part', `${Math.round((Math.max(0, value) / most) * 100)}%`);
    },
  };
}

function projected(row: readonly unknown[], kept: readonly number[]): readonly unknown[] {
  return kept.map((index) => row[index]);
}

function isBar(formatter: number | undefined): boolean {
  return (
    formatter === formatters.bar || formatter === formatters.barBelow || formatter === formatters.heatmap
  );
}

/** A column is matched by its name, or by a regular expression between two anchors or slashes. */
function matches(pattern: string, name: string): boolean {
  if (pattern === name) return true;
  if (!/^[\^/]/.test(pattern)) return false;
  try {
    return new RegExp(pattern.replace(/^\/|\/$/g, '')).test(name);
  } catch {
    return false;
  }
}
