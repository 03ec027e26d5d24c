import type { EChartsCoreOption } from 'echarts/core';
import { type ChartData, type ChartTable, type ChartWishes, chartData } from './chart-data.ts';

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

export interface ChartLook {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
  readonly palette: readonly string[];
}

export interface ChartProperties extends ChartWishes {
  readonly title?: string | undefined;
  readonly kind?: string | undefined;
  readonly xtitle?: string | undefined;
  readonly ytitle?: string | undefined;
  readonly legend?: string | undefined;
}

/** More than these are left out, as the portal does. */
const mostSeries = 40;
const mostSlices = 12;
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 });

export function isChartKind(name: string): name is ChartKind {
  return (chartKinds as readonly string[]).includes(name);
}

/**
 * The options of ECharts for a result. @returns undefined where the result has nothing to draw
 * @param width pixels, by which the legend is placed
 */
export function chartOption(
  kind: ChartKind,
  table: ChartTable,
  properties: ChartProperties,
  look: ChartLook,
): EChartsCoreOption | undefined {
  const overTime = !['piechart', 'barchart', 'columnchart', 'scatterchart'].includes(kind);
  const data = chartData(table, overTime, properties);
  if (data === undefined || data.series.length === 0) return undefined;
  const base: EChartsCoreOption = {
    color: [...look.palette],
    textStyle: { color: look.text, fontFamily: 'system-ui, "Segoe UI", sans-serif' },
    animation: false,
    useUTC: true,
    aria: { enabled: true },
    title: properties.title
      ? { text: properties.title, left: 'center', textStyle: { color: look.text, fontSize: 14 } }
      : undefined,
    // Drawn on the canvas: no text of a mail can become HTML.
    tooltip: {
      trigger: kind === 'piechart' || kind === 'scatterchart' ? 'item' : 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: look.ground,
      borderColor: look.line,
      textStyle: { color: look.text, fontSize: 12 },
      order: 'valueDesc',
    },
  };
  return kind === 'piechart'
    ? { ...base, ...pie(data, look) }
    : { ...base, ...axes(kind, data, properties, look) };
}

function pie(data: ChartData, look: ChartLook): EChartsCoreOption {
  const slices = data.series.flatMap(({ name, points }) =>
    points.map(([x, y]) => ({ name: data.xType === 'category' ? String(x) : name, value: y ?? 0 })),
  );
  slices.sort((a, b) => b.value - a.value);
  const rest = slices.splice(mostSlices).reduce((sum, { value }) => sum + value, 0);
  if (rest > 0) slices.push({ name: 'Others', value: rest });
  return {
    legend: legend(look),
    series: [
      {
        type: 'pie',
        radius: ['40%', '68%'],
        center: ['50%', '46%'],
        data: slices,
        // Names stand in the legend: beside thin slices they would cover each other.
        label: { color: look.text, formatter: '{d} %' },
        minShowLabelAngle: 14,
        labelLine: { lineStyle: { color: look.quiet } },
        itemStyle: { borderColor: look.ground, borderWidth: 2 },
      },
    ],
  };
}

function axes(
  kind: ChartKind,
  data: ChartData,
  properties: ChartProperties,
  look: ChartLook,
): EChartsCoreOption {
  const shown = data.series.slice(0, mostSeries);
  const lies = kind === 'barchart';
  const isBar = lies || kind === 'columnchart';
  const isScatter = kind === 'scatterchart';
  const asCategories = data.xType === 'category' || isBar;
  const categories = asCategories && data.xType !== 'category' ? distinctX(data) : data.categories;
  const stacked =
    properties.kind === 'stacked' || properties.kind === 'stacked100' || kind === 'stackedareachart' || isBar;
  const common = {
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
    axisLabel: { color: look.quiet, hideOverlap: true },
    nameTextStyle: { color: look.quiet },
  };
  const xAxis = {
    ...common,
    type: asCategories ? 'category' : data.xType === 'time' ? 'time' : 'value',
    data: asCategories ? categories.map(shortTime(data)) : undefined,
    name: properties.xtitle || undefined,
    nameLocation: 'middle',
    nameGap: 28,
    splitLine: { show: false },
    // The first category stands on top of a chart with lying bars.
    inverse: lies,
    axisLabel: { ...common.axisLabel, ...(lies ? { width: 150, overflow: 'truncate' } : {}) },
  };
  const yAxis = {
    ...common,
    type: 'value',
    name: properties.ytitle || undefined,
    splitLine: { lineStyle: { color: look.line, opacity: 0.6 } },
    axisLine: { show: false },
    axisLabel: { ...common.axisLabel, formatter: (value: number) => compact.format(value) },
  };
  const hasLegend = properties.legend !== 'hidden' && (shown.length > 1 || !isBar);
  return {
    legend: hasLegend ? legend(look) : undefined,
    grid: {
      left: 12,
      right: 20,
      top: properties.title ? 44 : 20,
      bottom: (hasLegend ? 40 : 12) + (properties.xtitle ? 18 : 0),
      containLabel: true,
    },
    xAxis: lies ? yAxis : xAxis,
    yAxis: lies ? xAxis : yAxis,
    series: shown.map(({ name, points }) => ({
      name,
      type: isBar ? 'bar' : isScatter ? 'scatter' : 'line',
      stack: stacked && properties.kind !== 'unstacked' && !isScatter ? 'all' : undefined,
      areaStyle: kind.endsWith('areachart') ? { opacity: 0.35 } : undefined,
      showSymbol: isScatter || points.length < 2,
      symbolSize: isScatter ? 8 : 5,
      barMaxWidth: 32,
      emphasis: { focus: 'series' },
      data: asCategories ? byCategory(points, categories) : points,
    })),
  };
}

function legend(look: ChartLook): object {
  return {
    type: 'scroll',
    bottom: 4,
    left: 'center',
    icon: 'roundRect',
    itemWidth: 12,
    itemHeight: 8,
    textStyle: { color: look.text, width: 180, overflow: 'truncate' },
    pageTextStyle: { color: look.text },
    pageIconColor: look.text,
    pageIconInactiveColor: look.line,
  };
}

function distinctX(data: ChartData): string[] {
  const all = new Set(data.series.flatMap(({ points }) => points.map(([x]) => x)));
  return [...all].sort((a, b) => (a < b ? -1 : 1)).map(String);
}

function shortTime({ xType }: ChartData): (category: string) => string {
  return (category) =>
    xType === 'time' ? category.replace('T', ' ').replace(/:\d\d(\.\d+)?Z$/, '') : category;
}

function byCategory(
  points: ChartData['series'][number]['points'],
  categories: readonly string[],
): (number | null)[] {
  const sums = new Map<string, number>();
  for (const [x, y] of points) if (y !== null) sums.set(String(x), (sums.get(String(x)) ?? 0) + y);
  return categories.map((category) => sums.get(category) ?? null);
}
