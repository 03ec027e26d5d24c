import type { Node } from '../../language-service.ts';
import { unsupported } from '../../scope.ts';
import type { Dynamic } from '../../values/dynamic.ts';
import { defineCall } from '../registry.ts';
import { fitLine, positions } from './fit-line.ts';
import { invalidArgument, mean, realAt, requireReals, toSeries } from './numbers.ts';
import { fences, outlierScores } from './outliers.ts';
import { detectPeriod, seasonalComponent } from './seasonality.ts';

const DEFAULT_SEASONALITY_THRESHOLD = 0.6;
const DEFAULT_ANOMALY_THRESHOLD = 1.5;

interface Settings {
  /** Points of a period; -1 to find it, 0 for none. */
  seasonality: number;
  trend: string;
  /** Points at the end from which nothing is learned. */
  testPoints: number;
  seasonalityThreshold: number;
}

interface Components {
  baseline: number[];
  seasonal: number[];
  trend: number[];
  residual: number[];
}

/**
 * The steps of the documentation of series_decompose(): the seasonal series (median of the points of the same phase), the
 * trend of what is left without it (average, line or none), baseline = seasonal + trend, residual = series - baseline.
 */
function decompose(values: number[], settings: Settings, node: Node): Components {
  const { seasonality, trend: kind, testPoints, seasonalityThreshold } = settings;
  const learned = values.length - testPoints;
  if (testPoints < 0 || learned < 1)
    throw invalidArgument(`${testPoints} test points are not possible here`, node);
  const known = values.slice(0, learned);
  const period =
    seasonality > 0 ? seasonality : seasonality === 0 ? 0 : detectPeriod(known, seasonalityThreshold);
  if (period > learned)
    throw unsupported(`${node.Name.SimpleName}() with a period longer than the series`, node);
  const seasonal = period > 0 ? seasonalComponent(values, period, learned) : values.map(() => 0);
  const trend = trendOf(
    known.map((v, i) => v - seasonal[i]!),
    values.length,
    kind,
    node,
  );
  const baseline = values.map((_, i) => seasonal[i]! + trend[i]!);
  return { baseline, seasonal, trend, residual: values.map((v, i) => v - baseline[i]!) };
}

function trendOf(known: number[], length: number, kind: string, node: Node): number[] {
  switch (kind) {
    case 'avg':
      return new Array(length).fill(mean(known));
    case 'linefit': {
      const { slope, interception } = fitLine(positions(known.length), known);
      return positions(length).map((x) => slope * x + interception);
    }
    case 'none':
      return new Array(length).fill(0);
    default:
      throw invalidArgument(`'${kind}' is no trend (avg, linefit or none)`, node);
  }
}

defineCall(
  'series_decompose',
  ['dynamic', 'long', 'string', 'long', 'real'],
  ({ node }) =>
    (
      list: Dynamic,
      seasonality = -1,
      trend = 'avg',
      testPoints = 0,
      seasonalityThreshold = DEFAULT_SEASONALITY_THRESHOLD,
    ) => {
      if (!Array.isArray(list) || list.length === 0) return null;
      const settings = { seasonality, trend, testPoints, seasonalityThreshold };
      const c = decompose(requireReals(list, node), settings, node);
      return [c.baseline, c.seasonal, c.trend, c.residual].map(toSeries);
    },
);

/**
 * The baseline, over the points to be forecast too. The documentation speaks of it alone; the binder knows the other columns
 * of series_decompose() behind it.
 */
defineCall(
  'series_decompose_forecast',
  ['dynamic', 'long', 'long', 'string', 'real'],
  ({ node }) =>
    (
      list: Dynamic,
      testPoints: number,
      seasonality = -1,
      trend = 'avg',
      seasonalityThreshold = DEFAULT_SEASONALITY_THRESHOLD,
    ) => {
      if (!Array.isArray(list) || list.length === 0) return null;
      const learned = list.length - testPoints;
      // what stands in the places of the forecast does not matter
      const values = requireReals(list.slice(0, Math.max(learned, 0)), node);
      const series = list.map((v, i) => values[i] ?? realAt(v) ?? 0);
      const settings = { seasonality, trend, testPoints, seasonalityThreshold };
      const c = decompose(series, settings, node);
      const residual = c.residual.map((r, i) => (realAt(list[i]) === null ? null : r));
      return [c.baseline, c.seasonal, c.trend, residual].map(toSeries);
    },
);

/** Anomalies of the residual: +1, -1 or 0, the scores of series_outliers(), and the baseline. */
defineCall(
  'series_decompose_anomalies',
  ['dynamic', 'real', 'long', 'string', 'long', 'string', 'real'],
  ({ node }) =>
    (
      list: Dynamic,
      threshold = DEFAULT_ANOMALY_THRESHOLD,
      seasonality = -1,
      trend = 'avg',
      testPoints = 0,
      method = 'ctukey',
      seasonalityThreshold = DEFAULT_SEASONALITY_THRESHOLD,
    ) => {
      if (!Array.isArray(list) || list.length === 0) return null;
      const fence = fences[method];
      if (!fence) throw invalidArgument(`'${method}' is no method (tukey or ctukey)`, node);
      const values = requireReals(list, node);
      const settings = { seasonality, trend, testPoints, seasonalityThreshold };
      const { residual, baseline } = decompose(values, settings, node);
      const scores = outlierScores(residual, fence, values.length - testPoints);
      const flags: Dynamic[] = scores.map((s) => (s > threshold ? 1 : s < -threshold ? -1 : 0));
      return [flags, toSeries(scores), toSeries(baseline)];
    },
);
