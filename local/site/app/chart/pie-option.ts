import type { ChartData } from './chart-data.ts';
import type { ChartLook, ChartProperties } from './chart-option.ts';
import { seriesStyles } from './chart-palette.ts';
import { formatNumber } from './number-format.ts';

const mostSlices = 12;
/** Names in a legend are no longer than this. */
const longestName = 28;

/** A name as the legend has room for it. */
export function shortName(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

/** The parts of the options that make a ring: the largest slices, and what is left as one. */
export function pieOption(
  data: ChartData,
  { colors = {}, labels = {}, format }: ChartProperties,
  look: ChartLook,
) {
  const sums = new Map<string, number>();
  for (const { name, points } of data.series) {
    for (const [x, y] of points) {
      const slice = data.xType === 'category' ? String(x) : name;
      sums.set(slice, (sums.get(slice) ?? 0) + (y ?? 0));
    }
  }
  const all = [...sums].map(([name, value]) => ({ name, value }));
  all.sort((a, b) => b.value - a.value);
  const rest = all.splice(mostSlices).reduce((sum, { value }) => sum + value, 0);
  if (rest > 0) all.push({ name: 'Other', value: rest });
  const styles = seriesStyles(
    all.map(({ name }) => name),
    colors,
    look.palette,
  );
  const slices = all.map(({ name, value }, index) => ({
    name: labels[name] ?? name,
    value,
    itemStyle: { color: styles[index]!.color },
  }));
  const written = new Map(slices.map(({ name, value }) => [name, formatNumber(value, format)]));
  return {
    tooltip: {
      trigger: 'item',
      formatter: ({ name, percent }: { name: string; percent: number }) =>
        `${name}: ${written.get(name)} (${percent.toFixed(1)} %)`,
    },
    legend: { formatter: (name: string) => `${shortName(name)}  ${written.get(name)}` },
    series: [
      {
        type: 'pie',
        radius: ['38%', '62%'],
        center: ['50%', '46%'],
        data: slices,
        // Names stand in the legend: beside thin slices they would cover each other.
        label: {
          color: look.text,
          // A share is short enough to be written as it is.
          overflow: 'none',
          bleedMargin: 0,
          formatter: ({ percent }: { percent: number }) => `${Math.round(percent)} %`,
        },
        minShowLabelAngle: 14,
        labelLine: { length: 8, length2: 6, lineStyle: { color: look.quiet } },
        itemStyle: { borderColor: look.ground, borderWidth: 2 },
      },
    ],
  };
}
