import type { ChartData, ChartSeries } from './chart-data.ts';
import type { ChartKind, ChartLook, ChartProperties } from './chart-option.ts';
import { type SeriesStyle, seriesStyles } from './chart-palette.ts';
import { completed, everyX, isAlone } from './chart-series.ts';
import { formatNumber, scaleFor } from './number-format.ts';
import { fullTime, timeLabels, withAllBins } from './time-labels.ts';

type Point = readonly [x: string | number, y: number | null];

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 });
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
/** Pixels that a label of an axis of time has for itself. */
const timeLabelRoom = 90;
/** Categories of more than this many are labelled where there is room. */
const mostWrapped = 12;

/** The parts of the options that make a chart with two axes: lines, areas, bars, points. */
export function axesOption(
  kind: ChartKind,
  data: ChartData,
  properties: ChartProperties,
  look: ChartLook,
  width: number,
) {
  const lies = kind === 'barchart';
  const isBar = lies || kind === 'columnchart';
  const isScatter = kind === 'scatterchart';
  const isShare = properties.kind === 'stacked100';
  const isStacked =
    !isScatter &&
    properties.kind !== 'unstacked' &&
    (properties.kind === 'stacked' || isShare || kind === 'stackedareachart' || isBar);
  const asCategories = data.xType === 'category' || isBar;
  const xs = allX(data, isBar);
  const filled: Point[][] = data.series.map((series) =>
    isScatter ? [...series.points] : completed(series, xs, isStacked && !isBar ? 0 : null),
  );
  const points = isShare ? shares(filled) : filled;
  const format = isShare ? { unit: 1 } : properties.format;
  const scale = scaleFor(largest(points, isStacked), format?.unit);
  const scaled = points.map((list) =>
    list.map(([x, y]): Point => [x, y === null ? null : y / scale.divisor]),
  );
  const styles = seriesStyles(
    data.series.map(({ name }) => name),
    properties.colors ?? {},
    look.palette,
  );
  const hasLegend = properties.legend !== 'hidden' && (data.series.length > 1 || !isBar);
  const common = {
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
    nameTextStyle: { color: look.quiet },
  };
  const isWhole = points.flat().every(([, y]) => y === null || Number.isInteger(y));
  const yAxis = {
    ...common,
    type: 'value',
    name: properties.ytitle || undefined,
    splitLine: { lineStyle: { color: look.line, opacity: 0.6 } },
    axisLine: { show: false },
    minInterval: isWhole && scale.divisor === 1 ? 1 : undefined,
    axisLabel: {
      color: look.quiet,
      hideOverlap: true,
      // A unit does for large numbers what K and M do: there are no thousands of milliseconds beside one.
      formatter: (value: number) =>
        value === 0 ? '0' : (scale.suffix === '' ? compact : plain).format(value) + scale.suffix,
    },
  };
  const xAxis = {
    ...common,
    name: properties.xtitle || undefined,
    nameLocation: 'middle',
    nameGap: 28,
    splitLine: { show: false },
    // The first category stands on top of a chart with lying bars.
    inverse: lies,
    ...(asCategories
      ? categoryAxis(data, xs, look, lies, width)
      : {
          type: data.xType === 'time' ? 'time' : 'value',
          splitNumber: Math.min(10, Math.max(2, Math.floor(width / timeLabelRoom) - 1)),
          ...(data.xType === 'time' && xs.length === 1 && aroundMoment(String(xs[0]))),
          ...(data.xType === 'time' && { axisPointer: { label: { formatter: pointedTime } } }),
          axisLabel: { color: look.quiet, hideOverlap: true },
        }),
  };
  return {
    tooltip: {
      trigger: isScatter ? 'item' : 'axis',
      valueFormatter: (value: unknown) =>
        typeof value === 'number' ? formatNumber(value * scale.divisor, format) : '–',
    },
    legend: hasLegend ? {} : undefined,
    grid: {
      left: 12,
      right: 20,
      top: properties.title ? 44 : 20,
      bottom: (hasLegend ? 40 : 12) + (properties.xtitle ? 18 : 0),
      containLabel: true,
    },
    xAxis: lies ? yAxis : xAxis,
    yAxis: lies ? xAxis : yAxis,
    series: data.series.map(({ name }, index) => ({
      name: properties.labels?.[name] ?? name,
      type: isBar ? 'bar' : isScatter ? 'scatter' : 'line',
      stack: isStacked ? 'all' : undefined,
      areaStyle: kind.endsWith('areachart') ? { opacity: 0.35 } : undefined,
      symbolSize: isScatter ? 8 : 5,
      barMaxWidth: 32,
      emphasis: { focus: 'series' },
      ...colored(styles[index]!, isBar),
      ...(isBar || isScatter
        ? { data: asCategories ? scaled[index]!.map(([, y]) => y) : scaled[index]! }
        : { showSymbol: true, symbol: 'none', data: withLonePoints(scaled[index]!, asCategories) }),
    })),
  };
}

function allX(data: ChartData, isBar: boolean): (string | number)[] {
  if (data.xType === 'category') return [...data.categories];
  const all = everyX(data.series);
  return isBar && data.xType === 'time' ? withAllBins(all.map(String)) : all;
}

/** An hour around the only moment there is; left to itself, the axis would take two days. */
function aroundMoment(moment: string) {
  const [time, half] = [Date.parse(moment), 1_800_000];
  return { min: time - half, max: time + half };
}

/** The moment at the pointer, as bars have it. */
function pointedTime({ value }: { value: number | string }): string {
  return fullTime(new Date(value).toISOString());
}

function categoryAxis(
  { xType }: ChartData,
  xs: readonly (string | number)[],
  { quiet }: ChartLook,
  lies: boolean,
  width: number,
) {
  const texts = xs.map(String);
  const { labels, days } = xType === 'time' ? timeLabels(texts) : { labels: texts, days: [] };
  const wraps = !lies && xType === 'category' && xs.length <= mostWrapped;
  return {
    type: 'category',
    // What the pointer shows; the labels are shorter.
    data: xType === 'time' ? texts.map(fullTime) : texts,
    axisLabel: {
      color: quiet,
      lineHeight: 15,
      hideOverlap: !wraps,
      formatter: (_: string, index: number) => labels[index] ?? '',
      // Over several days the days are what matters.
      interval: wraps ? 0 : days.length > 1 ? (index: number) => days.includes(index) : 'auto',
      ...(lies && { width: 150, overflow: 'truncate' }),
      ...(wraps && { width: Math.max(40, Math.floor((width - 100) / xs.length) - 6), overflow: 'break' }),
    },
  };
}

function colored({ color, dash }: SeriesStyle, isBar: boolean) {
  const opacity = isBar && dash !== 'solid' ? 0.55 : 1;
  return { itemStyle: { color, opacity }, lineStyle: { color, type: dash, width: 2 } };
}

/** A point without neighbours has no line: a dot shows it. */
function withLonePoints(points: readonly Point[], asCategories: boolean) {
  return points.map((point, index) => {
    const value = asCategories ? point[1] : point;
    return isAlone(points, index) ? { value, symbol: 'circle' } : value;
  });
}

/** Each value as a share of all that stand at its x. */
function shares(series: readonly (readonly Point[])[]): Point[][] {
  const sums = sumsByX(series);
  return series.map((points) =>
    points.map(([x, y]): Point => [x, y === null ? null : (100 * y) / (sums.get(x) || 1)]),
  );
}

function sumsByX(series: readonly (readonly Point[])[]): Map<ChartSeries['points'][number][0], number> {
  const sums = new Map<string | number, number>();
  for (const [x, y] of series.flat()) sums.set(x, (sums.get(x) ?? 0) + (y ?? 0));
  return sums;
}

/** The height that the axis has to have. */
function largest(series: readonly (readonly Point[])[], isStacked: boolean): number {
  const heights = isStacked ? [...sumsByX(series).values()] : series.flat().map(([, y]) => y ?? 0);
  return heights.reduce((most, height) => Math.max(most, Math.abs(height)), 0);
}
