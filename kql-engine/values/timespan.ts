import { add, fromBigInt, type Int64, isInt64, multiply, negate } from './int64.ts';

/** Ticks of 100 ns. */
export const TICKS = {
  microsecond: 10,
  millisecond: 10_000,
  second: 10_000_000,
  minute: 600_000_000,
  hour: 36_000_000_000,
  day: 864_000_000_000,
} as const;

const units: [RegExp, number][] = [
  [/^(?:d|days?)$/, TICKS.day],
  [/^(?:h|hrs?|hours?)$/, TICKS.hour],
  [/^(?:m|min|mins|minutes?)$/, TICKS.minute],
  [/^(?:s|sec|secs|seconds?)$/, TICKS.second],
  [/^(?:ms|milli|millis|millisecs?|milliseconds?)$/, TICKS.millisecond],
  [/^(?:us|micro|micros|microsecs?|microseconds?)$/, TICKS.microsecond],
  [/^(?:nanos?|nanosecs?|nanoseconds?)$/, 0.01],
  [/^ticks?$/, 1],
];

const literal = /^([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([a-z]+)$/i;
const clock = /^([+-])?(?:(\d+)(?:\.|:(?=\d+:\d+:\d+)))?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;

/** Reads `1d`, `1.02:03:04.5`, `00:05`, `3` (days); null when the text is no timespan. */
export function parseTimespan(text: string): Int64 | null {
  const trimmed = text.trim();
  const withUnit = literal.exec(trimmed);
  if (withUnit) {
    const unit = units.find(([pattern]) => pattern.test(withUnit[2]!.toLowerCase()));
    if (!unit) return null;
    return scaled(withUnit[1]!, unit[1]);
  }
  if (/^[+-]?\d+$/.test(trimmed)) return scaled(trimmed, TICKS.day);
  const parts = clock.exec(trimmed);
  if (!parts) return null;
  const [, sign, days, hours, minutes, seconds, fraction] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
  const rest =
    Number(hours) * TICKS.hour +
    Number(minutes) * TICKS.minute +
    Number(seconds ?? 0) * TICKS.second +
    Number((fraction ?? '').padEnd(7, '0'));
  const total = add(multiply(Number(days ?? 0), TICKS.day), rest);
  return sign === '-' ? negate(total) : total;
}

function scaled(number: string, unit: number): Int64 | null {
  if (/^[+-]?\d+$/.test(number) && unit >= 1) {
    const exact = BigInt(number.replace('+', '')) * BigInt(unit);
    return isInt64(exact) ? fromBigInt(exact) : null;
  }
  const value = Number(number) * unit;
  if (!(Math.abs(value) < 9.2e18)) return null;
  return fromBigInt(BigInt(Math.round(value)));
}

/** Splits ticks into a sign and whole parts. */
export function timespanParts(ticks: Int64) {
  const negative = ticks < 0;
  const size = BigInt(negative ? -BigInt(ticks) : ticks);
  const rest = Number(size % 864_000_000_000n);
  return {
    negative,
    days: Number(size / 864_000_000_000n),
    hours: Math.floor(rest / TICKS.hour),
    minutes: Math.floor(rest / TICKS.minute) % 60,
    seconds: Math.floor(rest / TICKS.second) % 60,
    fraction: rest % TICKS.second,
  };
}

const two = (n: number) => String(n).padStart(2, '0');

/** `[-][d.]hh:mm:ss[.fffffff]`, as Kusto prints a timespan. */
export function formatTimespan(ticks: Int64): string {
  const p = timespanParts(ticks);
  const days = p.days ? `${p.days}.` : '';
  const fraction = p.fraction ? `.${String(p.fraction).padStart(7, '0')}` : '';
  return `${p.negative ? '-' : ''}${days}${two(p.hours)}:${two(p.minutes)}:${two(p.seconds)}${fraction}`;
}
