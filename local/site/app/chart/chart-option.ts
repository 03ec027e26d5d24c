import type { EChartsCoreOption } from 'echarts/core';
import { axesOption } from './axes-option.ts';
import { type ChartTable, type ChartWishes, chartData } from './chart-data.ts';
import type { ChartPalette } from './chart-palette.ts';
import { otherSeries, withOthers } from './chart-series.ts';
import type { NumberFormat } from './number-format.ts';
import { pieOption, shortName } from './pie-option.ts';

/** Charts that the site draws; others are shown as a table. */
export const chartKinds = [
  'timechart',
  'linechart',
  'areachart',
  'stackedareachart',
  'barchart',
  'columnchart',
  'piechart',
  'scatterchart',
] as const;

export type ChartKind = (typeof chartKinds)[number];

/** Colours of the page, and those of series. */
export interface ChartLook {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
  readonly palette: ChartPalette;
}

export interface ChartProperties extends ChartWishes {
  readonly title?: string | undefined;
  readonly kind?: string | undefined;
  readonly xtitle?: string | undefined;
  readonly ytitle?: string | undefined;
  readonly legend?: string | undefined;
  /** How numbers are written on the axis and beside the pointer. */
  readonly format?: NumberFormat | undefined;
  /** Colours by the name of the series; see `seriesStyles`. */
  readonly colors?: Readonly<Record<string, string>> | undefined;
  /** What is written in place of the names of series. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The series with the largest sums that are drawn; the rest are one series. */
  readonly most?: number | undefined;
}

/** More than these are left out, as the portal does. */
const mostSeries = 40;

export function isChartKind(name: string): name is ChartKind {
  return (chartKinds as readonly string[]).includes(name);
}

/**
 * The options of ECharts for a result. @returns undefined where the result has nothing to draw
 * @param width pixels of the chart, by which labels of categories are wrapped
 */
export function chartOption(
  kind: ChartKind,
  table: ChartTable,
  properties: ChartProperties,
  look: ChartLook,
  width = 800,
): EChartsCoreOption | undefined {
  const overTime = !['piechart', 'barchart', 'columnchart', 'scatterchart'].includes(kind);
  const found = chartData(table, overTime, properties);
  if (found === undefined || found.series.length === 0) return undefined;
  const most = Math.min(properties.most ?? mostSeries, mostSeries);
  const data = {
    ...found,
    series: properties.most === undefined ? found.series.slice(0, most) : withOthers(found.series, most),
  };
  const wishes = { ...properties, colors: { [otherSeries]: 'gray', ...properties.colors } };
  const base: EChartsCoreOption = {
    textStyle: { color: look.text, fontFamily: 'system-ui, "Segoe UI", sans-serif' },
    animation: false,
    useUTC: true,
    aria: { enabled: true },
    title: properties.title
      ? { text: properties.title, left: 'center', textStyle: { color: look.text, fontSize: 14 } }
      : undefined,
  };
  // Drawn on the canvas: no text of a mail can become HTML.
  const tooltip = {
    renderMode: 'richText',
    confine: true,
    backgroundColor: look.ground,
    borderColor: look.line,
    textStyle: { color: look.text, fontSize: 12 },
    order: 'valueDesc',
  };
  const legend = {
    type: 'scroll',
    bottom: 4,
    left: 'center',
    icon: 'roundRect',
    itemWidth: 12,
    itemHeight: 8,
    // Without the height of lines a legend of several pages cuts its letters.
    textStyle: { color: look.text, lineHeight: 16 },
    formatter: shortName,
    pageTextStyle: { color: look.text },
    pageIconColor: look.text,
    pageIconInactiveColor: look.line,
  };
  const drawn =
    kind === 'piechart' ? pieOption(data, wishes, look) : axesOption(kind, data, wishes, look, width);
  return {
    ...base,
    ...drawn,
    tooltip: { ...tooltip, ...drawn.tooltip },
    legend: drawn.legend === undefined ? undefined : { ...legend, ...drawn.legend },
  };
}
