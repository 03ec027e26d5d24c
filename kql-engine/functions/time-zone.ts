import { runtimeError, unsupported } from '../scope.ts';
import { type DateTicks, fromUnixMs, inRange, toUnixMs } from '../values/datetime.ts';
import { add } from '../values/int64.ts';
import { type Call, defineCall } from './registry.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, call: Call): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      throw runtimeError('timezone', `'${zone}' is not a time zone of the IANA database`, call.node);
    }
    formats.set(zone, format);
  }
  return format;
}

/** Milliseconds that local time is ahead of UTC at an instant. */
function offsetAt(ms: number, format: Intl.DateTimeFormat): number {
  const whole = Math.floor(ms / 1000) * 1000;
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(whole)) parts[type] = value;
  const year = parts.era?.startsWith('B') ? 1 - Number(parts.year) : Number(parts.year);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  local.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return local.getTime() - whole;
}

defineCall('datetime_utc_to_local', ['datetime', 'string'], (call) => (t: DateTicks, zone: string) => {
  const { ms, ticks } = toUnixMs(t);
  return inRange(fromUnixMs(ms + offsetAt(ms, formatOf(zone, call)), ticks));
});

const DAY = 86_400_000;

defineCall('datetime_local_to_utc', ['datetime', 'string'], (call) => (t: DateTicks, zone: string) => {
  const format = formatOf(zone, call);
  const { ms, ticks } = toUnixMs(t);
  // the offsets in force around the wall-clock time; the right one leads back to it
  const offsets = new Set([offsetAt(ms - DAY, format), offsetAt(ms + DAY, format)]);
  const fits = [...offsets].filter((o) => offsetAt(ms - o, format) === o);
  if (fits.length > 1)
    throw unsupported(`datetime_local_to_utc() of a time that the clock of ${zone} shows twice`, call.node);
  // a time that the clock skips is read as if the clock had been put forward already (documented)
  const offset = fits[0] ?? offsetAt(ms + DAY, format);
  return inRange(add(fromUnixMs(ms - offset), ticks));
});
