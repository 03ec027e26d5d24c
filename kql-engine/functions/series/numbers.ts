import { KqlError } from '../../kql-error.ts';
import { type Node, spanOf } from '../../language-service.ts';
import { unsupported } from '../../scope.ts';
import { type Dynamic, dynamicNumber, realToDynamic } from '../../values/dynamic.ts';

/** The number an element of a series amounts to, as a real; null when it is none. */
export function realAt(value: Dynamic | undefined): number | null {
  const n = value === undefined ? undefined : dynamicNumber(value);
  return n === undefined ? null : Number(n);
}

/** A whole number (long) rather than a real. */
export function isLong(value: Dynamic | undefined): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** Reals as the elements of a dynamic array. */
export function toSeries(values: (number | null)[]): Dynamic[] {
  return values.map((v) => (v === null ? null : realToDynamic(v)));
}

/**
 * The elements of a series that must all be numbers. The documentation does not say what most functions make of anything
 * else ("only series_outliers() supports null values in input arrays"), so that is refused where it happens.
 */
export function requireReals(list: Dynamic[], node: Node): number[] {
  return list.map((v) => {
    const n = realAt(v);
    if (n === null)
      throw unsupported(`${node.Name.SimpleName}() of a series that does not consist of numbers`, node);
    return n;
  });
}

/** The error for an argument that the service does not take. */
export function invalidArgument(message: string, node: Node): KqlError {
  const { start, length } = spanOf(node);
  return new KqlError('argument', `${node.Name.SimpleName}(): ${message}`, start, length, 'runtime');
}

export function mean(values: number[]): number {
  let sum = 0;
  for (const v of values) sum += v;
  return sum / values.length;
}

/** The sample variance, of the divisor n - 1. */
export function variance(values: number[], center: number): number {
  let sum = 0;
  for (const v of values) sum += (v - center) ** 2;
  return sum / (values.length - 1);
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    50,
  );
}

/** A percentile of sorted values, interpolated between the two nearest. */
export function percentile(sorted: number[], percent: number): number {
  const at = (percent / 100) * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
