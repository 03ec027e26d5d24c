import { chart } from '../chart/chart.ts';
import { type ChartProperties, isChartKind } from '../chart/chart-option.ts';
import { dataGrid, type GridOptions } from '../grid/data-grid.ts';
import { rowDetail } from '../grid/row-detail.ts';
import { cards } from '../query/result-view.ts';
import { element, fill } from '../shell/element.ts';
import type { QueryAnswer, ResultTable } from '../shell/stack-api.ts';
import { gridCells } from './grid-cells.ts';
import { type RowChoice, rowChoice } from './row-choice.ts';
import { templateAddress } from './template-address.ts';
import { tiles } from './tiles.ts';
import { type ChartSettings, chartOf, type ItemContent } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

/** The rows of a step, as it wants them shown. */
export interface StepView {
  readonly node: HTMLElement;
  /** The rows for a CSV file: of a grid those that its search and filters leave. */
  rows?(): ResultTable['rows'];
  /** Takes over what is chosen now. */
  update?(): void;
  close(): void;
}

export function stepView(
  content: ItemContent,
  { tables, render }: QueryAnswer,
  state: WorkbookState,
): StepView {
  const table = tables[0]!;
  const choice = rowChoice(content, table, state);
  if (table.rows.length === 0)
    return closable(
      element('p', { class: 'quiet-text' }, content.noDataMessage ?? 'The query returned no results.'),
    );
  const label = state.label(content.title ?? '');
  const { visualization, tileSettings } = content;
  if (visualization === 'tiles' || visualization === 'card')
    return tileSettings === undefined ? closable(cards(table).node) : tiles(table, tileSettings, choice);
  const kind = chartOf(visualization);
  const hint = render?.visualization.toLowerCase();
  if (kind !== undefined)
    return chart(
      kind.kind,
      table,
      { ...chartProperties(content.chartSettings ?? {}), kind: kind.stacking },
      label || 'Chart',
      choice && (({ name, series }) => pick(table, [name, series], choice)),
    );
  if (hint !== undefined && isChartKind(hint)) return chart(hint, table, {}, label || 'Chart');
  return gridView(table, content, label || 'Rows', choice, state);
}

function chartProperties({
  xAxis,
  yAxis,
  group,
  showLegend,
  createOtherGroup,
  seriesLabelSettings = [],
  ySettings,
}: ChartSettings): ChartProperties {
  const of = (key: 'color' | 'label') =>
    Object.fromEntries(seriesLabelSettings.flatMap((one) => (one[key] ? [[one.seriesName, one[key]]] : [])));
  return {
    xcolumn: xAxis,
    ycolumns: yAxis,
    series: group === undefined ? undefined : [group],
    legend: showLegend === false ? 'hidden' : undefined,
    most: createOtherGroup ?? undefined,
    colors: of('color'),
    labels: of('label'),
    format: ySettings?.numberFormatSettings,
  };
}

function gridView(
  table: ResultTable,
  { gridSettings = {} }: ItemContent,
  label: string,
  choice: RowChoice | undefined,
  state: WorkbookState,
): StepView {
  const detail = element('div', { class: 'grid-detail', hidden: true });
  const onDetails = (row: readonly unknown[], column?: string) => {
    const shown = table.columns.flatMap(({ name }, index) =>
      column === undefined || name === column ? [index] : [],
    );
    const close = () => {
      detail.hidden = true;
      fill(detail, []);
    };
    detail.hidden = false;
    fill(detail, [
      rowDetail(
        shown.map((index) => table.columns[index]!),
        shown.map((index) => row[index]),
        {},
        close,
      ),
    ]);
    detail.scrollIntoView({ block: 'nearest' });
  };
  const cells = gridCells(table, gridSettings, {
    onDetails,
    addressOf: (format, _, cellOf) => templateAddress(format, cellOf, state),
  });
  const options: GridOptions = {
    label,
    tools: gridSettings.filter === true || table.rows.length > 12,
    onRow(row) {
      const whole = cells.wholeRow(row);
      if (choice === undefined) onDetails(whole);
      else choice.choose(whole);
    },
    format: cells.format,
    widths: cells.widths,
    fit: true,
  };
  const grid = dataGrid(cells.grid, options);
  const several = element('p', { class: 'quiet-text', role: 'status', hidden: true });
  const cut =
    cells.grid.rows.length < table.rows.length
      ? element(
          'p',
          { class: 'quiet-text' },
          `The first ${cells.grid.rows.length} of ${table.rows.length} rows.`,
        )
      : undefined;
  const update = () => {
    if (choice === undefined) return;
    cells.mark(choice.isChosen);
    const count = choice.count();
    several.hidden = count === 0;
    fill(several, [
      `${count} ${count === 1 ? 'row' : 'rows'} chosen. `,
      element('button', { type: 'button', class: 'link', onclick: choice.clear }, 'Clear'),
    ]);
  };
  update();
  return {
    node: element(
      'div',
      { class: choice === undefined ? 'step-grid' : 'step-grid choosable' },
      several,
      grid.node,
      cut,
      detail,
    ),
    rows: () => grid.rows().map(cells.wholeRow),
    update,
    close: grid.close,
  };
}

/** The row that stands behind a point: the first that has its category or series. */
function pick(table: ResultTable, names: readonly string[], choice: RowChoice): void {
  const row = table.rows.find((one) => one.some((value) => names.includes(String(value))));
  if (row !== undefined) choice.choose(row);
}

function closable(node: HTMLElement): StepView {
  return { node, close: () => {} };
}
