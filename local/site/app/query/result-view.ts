import { chart } from '../chart/chart.ts';
import { type ChartProperties, isChartKind } from '../chart/chart-option.ts';
import { cellText } from '../grid/cell-text.ts';
import { dataGrid } from '../grid/data-grid.ts';
import type { ValueActions } from '../grid/row-detail.ts';
import { element, fill } from '../shell/element.ts';
import type { QueryAnswer, RenderHint, ResultTable } from '../shell/stack-api.ts';

interface Closable {
  readonly node: HTMLElement;
  close(): void;
}

/** The tables of an answer, one at a time; with a chart where the query asks for one. */
export function resultView({ tables, render }: QueryAnswer, actions: ValueActions): Closable {
  const shown = element('div', { class: 'result-body' });
  let current: Closable | undefined;
  const show = (made: Closable) => {
    current?.close();
    current = made;
    fill(shown, [made.node]);
  };
  const first = tables[0];
  const views: { name: string; make: () => Closable }[] = tables.map((table, index) => ({
    name: tables.length === 1 ? 'Results' : tableTitle(table, index),
    make: () => dataGrid(table, { label: tableTitle(table, index), csvTitle: 'mailflow', actions }),
  }));
  if (first !== undefined && render !== undefined) {
    const drawn = rendered(first, render);
    if (drawn !== undefined) views.push({ name: 'Chart', make: drawn });
  }
  const hasChart = views.at(-1)?.name === 'Chart';
  const buttons = views.map(({ name }, index) =>
    element(
      'button',
      { type: 'button', role: 'tab', 'aria-selected': 'false', onclick: () => select(index) },
      name,
    ),
  );
  const select = (index: number) => {
    for (const [position, button] of buttons.entries())
      button.setAttribute('aria-selected', String(position === index));
    show(views[index]!.make());
  };
  if (views.length > 0) select(hasChart ? views.length - 1 : 0);
  const tabs = element('div', { role: 'tablist', 'aria-label': 'Views of the result' }, ...buttons);
  return {
    node: element('div', { class: 'result' }, views.length > 1 ? tabs : undefined, shown),
    close: () => current?.close(),
  };
}

function tableTitle({ name }: ResultTable, index: number): string {
  return name.startsWith('PrimaryResult') ? `Table ${index + 1}` : name;
}

function rendered(table: ResultTable, render: RenderHint): (() => Closable) | undefined {
  const kind = render.visualization.toLowerCase();
  if (kind === 'card') return () => cards(table);
  if (!isChartKind(kind)) return undefined;
  const properties = chartProperties(render);
  return () => chart(kind, table, properties, properties.title ?? `Chart of ${table.rows.length} rows`);
}

/** The properties of `render … with (…)`; lists of columns come as arrays or as one name. */
function chartProperties(render: RenderHint): ChartProperties {
  const text = (name: string) => (typeof render[name] === 'string' ? (render[name] as string) : undefined);
  const names = (name: string) => {
    const value = render[name];
    if (Array.isArray(value)) return value.map(String);
    return typeof value === 'string' && value !== '' ? value.split(',').map((one) => one.trim()) : undefined;
  };
  return {
    title: text('title'),
    kind: text('kind'),
    xtitle: text('xtitle'),
    ytitle: text('ytitle'),
    legend: text('legend'),
    xcolumn: names('xcolumn')?.[0],
    ycolumns: names('ycolumns'),
    series: names('series'),
  };
}

/** The first row, each value large. */
export function cards(table: ResultTable): Closable {
  const row = table.rows[0] ?? [];
  const node = element(
    'dl',
    { class: 'card-values' },
    ...table.columns.map(({ name, type }, index) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, cellText(row[index], type))),
    ),
  );
  return { node, close: () => {} };
}
