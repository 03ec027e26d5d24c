import { secondMs } from './time-range.ts';

/** The received time of a row. */
export interface ReceivedTime {
  /** ISO 8601 with `Z` and the digits of the source. */
  readonly text: string;
  /** The whole second it lies in, milliseconds since 1970. */
  readonly second: number;
  /** The first whole second that is not before it: a filter `le` this bound shows the row. */
  readonly bound: number;
}

const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?(Z|[+-]\d\d:\d\d)?$/;

/**
 * Reads a time with 0 to 7 fraction digits. Without a zone it is UTC, as everything in a trace is (never the local
 * time of this machine). Undefined where it is no time.
 */
export function parseReceivedTime(value: unknown): ReceivedTime | undefined {
  if (typeof value !== 'string') return undefined;
  const match = shape.exec(value);
  if (match === null) return undefined;
  const [, start = '', fraction = '', zone = 'Z'] = match;
  const second = Date.parse(start + zone);
  if (Number.isNaN(second)) return undefined;
  const whole = zone === 'Z' ? start : new Date(second).toISOString().slice(0, 19);
  const text = fraction === '' ? `${whole}Z` : `${whole}.${fraction}Z`;
  return { text, second, bound: /[1-9]/.test(fraction) ? second + secondMs : second };
}
