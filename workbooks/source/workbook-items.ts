/**
 * The items of an Azure workbook, as its JSON has them. Types and property names follow the schema of Microsoft's
 * repository Application-Insights-Workbooks (schema/workbook.json) and the pages "Azure Workbooks" on Microsoft Learn.
 */

import type { ColumnFormat } from './column-formats.ts';

/** A part of a workbook: text, parameters, tabs, query or group. `name` is unique in a workbook. */
export interface WorkbookItem {
  readonly type: number;
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly [property: string]: unknown;
}

/** A workbook, with the texts that the list of workbooks shows. */
export interface Workbook {
  readonly displayName: string;
  readonly description: string;
  readonly items: readonly WorkbookItem[];
}

/** An item is shown while the parameter has this value; with `not`, while it has another one. */
export interface Visibility {
  readonly parameter: string;
  readonly value?: string;
  readonly not?: boolean;
}

interface Placement {
  readonly visibleWhen?: Visibility;
  /** Share of the width in per cent; items beside each other fill a line. */
  readonly width?: number;
}

/** A field of the row, tile or point that was clicked, which becomes the value of a parameter. */
export interface Export {
  readonly field: string;
  readonly parameter: string;
}

/** What query items have in common. */
interface QueryOptions extends Placement {
  readonly title: string;
  readonly query: string;
  /** Said in place of an empty result: nothing to see may be good news. */
  readonly none?: string;
  readonly height?: keyof typeof heights;
  readonly exports?: readonly Export[];
}

/** Heights of query items. Names as in the portal; the numbers are read off published workbooks. */
const heights = { tiny: 4, small: 1, medium: 0, large: 2, full: 3 } as const;

/** Markdown. */
export function text(name: string, json: string, options: Placement & { style?: 'info' } = {}): WorkbookItem {
  const { style, ...placement } = options;
  return placed({ type: 1, content: { json, ...(style && { style }) }, name }, placement);
}

/** Parameters in one line. See `parameters.ts`. */
export function parameters(
  name: string,
  list: readonly object[],
  options: Pick<Placement, 'visibleWhen'> = {},
): WorkbookItem {
  const content = { version: 'KqlParameterItem/1.0', style: 'pills', ...source, parameters: list };
  return placed({ type: 9, content, name }, options);
}

/** Tabs that set a parameter; the first is chosen at the beginning. */
export function tabs(
  name: string,
  parameter: string,
  labels: Readonly<Record<string, string>>,
): WorkbookItem {
  const links = Object.entries(labels).map(([value, label]) => ({
    cellValue: parameter,
    linkTarget: 'parameter',
    linkLabel: label,
    subTarget: value,
    style: 'link',
  }));
  return { type: 11, content: { version: 'LinkItem/1.0', style: 'tabs', links }, name };
}

/** The items of a tab: shown, and loaded, while the parameter Tab has its value. */
export function tabPart(name: string, value: string, items: readonly WorkbookItem[]): WorkbookItem {
  return group(name, items, { parameter: 'Tab', value });
}

/** Items that are shown and loaded together. */
export function group(name: string, items: readonly WorkbookItem[], visibleWhen: Visibility): WorkbookItem {
  const content = { version: 'NotebookGroup/1.0', groupType: 'editable', loadType: 'lazy', items };
  return placed({ type: 12, content, name }, { visibleWhen });
}

/** A table of rows. */
export function grid(
  name: string,
  options: QueryOptions & {
    readonly formats?: readonly ColumnFormat[];
    readonly labels?: Readonly<Record<string, string>>;
    /** Rows shown; the portal's default is 250. */
    readonly rows?: number;
    /** A search box above the rows. */
    readonly search?: boolean;
  },
): WorkbookItem {
  const { formats = [], labels = {}, rows, search, ...rest } = options;
  const labelSettings = Object.entries(labels).map(([columnId, label]) => ({ columnId, label }));
  return queryItem(name, rest, {
    showExportToExcel: true,
    visualization: 'table',
    gridSettings: {
      ...(formats.length > 0 && { formatters: formats }),
      ...(rows !== undefined && { rowLimit: rows }),
      ...(search && { filter: true }),
      ...(labelSettings.length > 0 && { labelSettings }),
    },
  });
}

/** One tile a row: columns Title, Value (a number, or text with its unit) and Note, in the order of the column Order. */
export function tiles(
  name: string,
  options: QueryOptions & { readonly value?: Omit<ColumnFormat, 'columnMatch'> },
): WorkbookItem {
  const { value = { formatter: 12, formatOptions: { palette: 'none' } }, ...rest } = options;
  return queryItem(name, rest, {
    visualization: 'tiles',
    tileSettings: {
      titleContent: { columnMatch: 'Title', formatter: 1 },
      leftContent: {
        columnMatch: 'Value',
        numberFormat: { unit: 17, options: { style: 'decimal', maximumFractionDigits: 1 } },
        ...value,
      },
      secondaryContent: { columnMatch: 'Note', formatter: 1 },
      showBorder: true,
      sortCriteriaField: 'Order',
      sortOrderField: 1,
      size: 'auto',
    },
  });
}

/** A chart. Over time it needs a column of type datetime and one of numbers; others need names and numbers. */
export function chart(
  name: string,
  options: QueryOptions & {
    readonly kind: 'timechart' | 'areachart' | 'barchart' | 'categoricalbar' | 'piechart' | 'scatterchart';
    readonly x?: string;
    readonly y?: readonly string[];
    readonly by?: string;
    /** Unit of the numbers: 1 per cent, 2 bytes, 17 counts, 24 seconds. */
    readonly unit?: 1 | 2 | 17 | 24;
    /** Colours of series by their names. */
    readonly colors?: Readonly<Record<string, string>>;
    /** What the legend says in place of the names of series. */
    readonly names?: Readonly<Record<string, string>>;
  },
): WorkbookItem {
  const { kind, x, y, by, unit, colors = {}, names = {}, ...rest } = options;
  const seriesLabelSettings = [...new Set([...Object.keys(colors), ...Object.keys(names)])].map((name) => ({
    seriesName: name,
    ...(names[name] !== undefined && { label: names[name] }),
    ...(colors[name] !== undefined && { color: colors[name] }),
  }));
  const chartSettings = {
    ...(x !== undefined && { xAxis: x }),
    ...(y !== undefined && { yAxis: y }),
    ...(by !== undefined && { group: by, createOtherGroup: 10 }),
    ...(kind !== 'piechart' && { showLegend: true }),
    ...(seriesLabelSettings.length > 0 && { seriesLabelSettings }),
    ...(unit !== undefined && {
      ySettings: {
        numberFormatSettings: {
          unit,
          options: { style: 'decimal', useGrouping: true, maximumFractionDigits: 2 },
        },
      },
    }),
  };
  return queryItem(name, rest, { visualization: kind, chartSettings });
}

/** Log Analytics: the workspace to which the workbook belongs. */
const source = { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' } as const;

function queryItem(name: string, options: QueryOptions, more: Record<string, unknown>): WorkbookItem {
  const { title, query, none = 'Nothing in this time range.', height = 'medium', exports } = options;
  const exportedParameters = exports?.map(({ field, parameter }) => ({
    fieldName: field,
    parameterName: parameter,
    parameterType: 1,
    defaultValue: '',
  }));
  const content = {
    version: 'KqlItem/1.0',
    query: query.trim(),
    size: heights[height],
    title,
    noDataMessage: none,
    showAnalytics: true,
    timeContextFromParameter: 'TimeRange',
    ...(exportedParameters && { exportedParameters }),
    ...source,
    ...more,
  };
  return placed({ type: 3, content, name }, options);
}

function placed(item: WorkbookItem, { visibleWhen, width }: Placement): WorkbookItem {
  return {
    ...item,
    ...(width !== undefined && { customWidth: String(width) }),
    ...(visibleWhen && {
      conditionalVisibility: {
        parameterName: visibleWhen.parameter,
        comparison: visibleWhen.not ? 'isNotEqualTo' : 'isEqualTo',
        ...(visibleWhen.value !== undefined && { value: visibleWhen.value }),
      },
    }),
  };
}
