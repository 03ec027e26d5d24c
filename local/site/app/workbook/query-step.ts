import { chart } from '../chart/chart.ts';
import { isChartKind } from '../chart/chart-option.ts';
import { dataGrid, type GridOptions } from '../grid/data-grid.ts';
import { cards } from '../query/result-view.ts';
import { element, fill } from '../shell/element.ts';
import { queryAddress } from '../shell/navigation.ts';
import { type QueryAnswer, type ResultTable, runQuery } from '../shell/stack-api.ts';
import { gridCells } from './grid-cells.ts';
import { tiles } from './tiles.ts';
import { chartOf, exportsOf, type ItemContent } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

interface Closable {
  readonly node: HTMLElement;
  close(): void;
}

/** Heights in rem by the size of a step: medium, small, large, full, tiny. */
const heights: Readonly<Record<number, number>> = { 0: 20, 1: 14, 2: 28, 3: 34, 4: 10 };

/** A query step: runs when a parameter that it uses has changed, and shows its rows as the workbook says. */
export function queryStep(content: ItemContent, state: WorkbookState): Closable & { refresh(): void } {
  const title = element('h3');
  const link = element('a', { class: 'query-link' }, 'Query');
  const body = element('div', { class: 'step-body' });
  const node = element(
    'section',
    { class: 'panel step', 'aria-busy': 'true' },
    element('div', { class: 'row spread step-head' }, title, link),
    body,
  );
  node.style.setProperty('--grid-height', `${heights[content.size ?? 0] ?? 20}rem`);
  node.style.setProperty('--chart-height', `${heights[content.size ?? 0] ?? 20}rem`);
  let shown: Closable | undefined;
  let ran = '';
  let running: AbortController | undefined;

  async function run(query: string, timespan: string | undefined): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    node.setAttribute('aria-busy', 'true');
    try {
      const answer = await runQuery(query, timespan, mine.signal);
      if (running !== mine) return;
      shown?.close();
      shown = view(content, answer, state);
      fill(body, [shown.node]);
    } catch (error) {
      if (running !== mine || mine.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      fill(body, [element('div', { class: 'notice bad', role: 'alert' }, element('p', {}, message))]);
    }
    node.removeAttribute('aria-busy');
  }

  return {
    node,
    refresh() {
      title.textContent = state.label(content.title ?? '');
      node.setAttribute('aria-label', title.textContent || 'Query');
      const query = state.query(content.query ?? '');
      if (query === undefined) {
        ran = '';
        node.removeAttribute('aria-busy');
        fill(body, [element('p', { class: 'quiet-text' }, 'Waiting for a value of a parameter.')]);
        return;
      }
      const timespan = state.timespan(content);
      link.href = queryAddress(query, timespan ?? 'query');
      const key = `${query}\n${timespan}`;
      if (key === ran) return;
      ran = key;
      void run(query, timespan);
    },
    close() {
      running?.abort();
      shown?.close();
    },
  };
}

function view(content: ItemContent, { tables, render }: QueryAnswer, state: WorkbookState): Closable {
  const table = tables[0]!;
  const exported = exportsOf(content);
  const choose = (row: readonly unknown[]) =>
    state.set(
      Object.fromEntries(
        exported.map(({ fieldName, parameterName }) => {
          const index = table.columns.findIndex(({ name }) => name === fieldName);
          return [parameterName, index < 0 ? rowAsJson(table, row) : String(row[index] ?? '')];
        }),
      ),
    );
  const onRow = exported.length === 0 ? undefined : choose;
  if (table.rows.length === 0)
    return closable(
      element('p', { class: 'quiet-text' }, content.noDataMessage ?? 'The query returned no results.'),
    );
  const { visualization } = content;
  if (visualization === 'tiles' || visualization === 'card')
    return closable(
      content.tileSettings === undefined ? cards(table).node : tiles(table, content.tileSettings, onRow),
    );
  const kind = chartOf(visualization);
  const hint = render?.visualization.toLowerCase();
  if (kind !== undefined) {
    const { xAxis, yAxis, group, showLegend } = content.chartSettings ?? {};
    return chart(
      kind.kind,
      table,
      {
        xcolumn: xAxis,
        ycolumns: yAxis,
        series: group === undefined ? undefined : [group],
        kind: kind.stacking,
        legend: showLegend === false ? 'hidden' : undefined,
      },
      state.label(content.title ?? 'Chart'),
      onRow === undefined ? undefined : ({ name, series }) => pick(table, [name, series], choose),
    );
  }
  if (hint !== undefined && isChartKind(hint))
    return chart(hint, table, {}, state.label(content.title ?? 'Chart'));
  const options: GridOptions = {
    label: state.label(content.title ?? 'Rows'),
    fileName: 'workbook',
    tools: table.rows.length > 12,
    onRow: onRow && ((_, position) => onRow(table.rows[position]!)),
  };
  const { grid, format } = gridCells(table, content.gridSettings ?? {});
  return dataGrid(grid, { ...options, format, fit: true });
}

/** The row that stands behind a point: the first that has its category or series. */
function pick(table: ResultTable, names: readonly string[], choose: (row: readonly unknown[]) => void): void {
  const row = table.rows.find((one) => one.some((value) => names.includes(String(value))));
  if (row !== undefined) choose(row);
}

function rowAsJson({ columns }: ResultTable, row: readonly unknown[]): string {
  return JSON.stringify(Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
}

function closable(node: HTMLElement): Closable {
  return { node, close: () => {} };
}
