import type { Random } from './random.ts';

/** Ticks of 100 ns from year 1 to 1970, as .NET counts time. */
const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;

/**
 * A GUID as Exchange makes them for log-id and network-message-id: eight random bytes, then the time in .NET ticks
 * (lowest 16 bits first), so the last group of real ones begins with `08d` or `08e`. `time` is in milliseconds.
 */
export function timeGuid(random: Random, time: number): string {
  const tail = ticks(time, random.int(0, 9999));
  const head = random.hex(16);
  return `${head.slice(0, 8)}-${head.slice(8, 12)}-${head.slice(12)}-${tail.slice(12)}-${tail.slice(0, 12)}`;
}

/** A plain GUID, for mailboxes, databases and rules. */
export function plainGuid(random: Random): string {
  const hex = random.hex(32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The id of an SMTP session: the ticks of its start in 16 upper-case hexadecimal digits. */
export function sessionId(random: Random, time: number): string {
  return ticks(time, random.int(0, 9999)).toUpperCase();
}

/** The time in ticks as 16 hexadecimal digits; `fraction` counts ticks within the millisecond. */
function ticks(time: number, fraction: number): string {
  return (BigInt(Math.floor(time)) * 10_000n + BigInt(fraction) + UNIX_EPOCH_TICKS)
    .toString(16)
    .padStart(16, '0');
}
