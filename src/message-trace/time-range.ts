/** A period in milliseconds since 1970. Both ends belong to it where rows are read: the service's bounds do. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export function floorTo(unit: number, time: number): number {
  return Math.floor(time / unit) * unit;
}

/** What is left of a period without another one: none, one or two parts, oldest first. */
export function subtract(range: TimeRange, hole: TimeRange | undefined): TimeRange[] {
  if (hole === undefined || hole.to <= range.from || hole.from >= range.to || hole.from >= hole.to) {
    return range.to > range.from ? [range] : [];
  }
  const parts = [
    { from: range.from, to: hole.from },
    { from: hole.to, to: range.to },
  ];
  return parts.filter(({ from, to }) => to > from);
}

/** Hours (their first milliseconds, oldest first) as periods; neighbours become one. */
export function rangesOfHours(hours: readonly number[]): TimeRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const hour of hours) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === hour) last.to = hour + hourMs;
    else ranges.push({ from: hour, to: hour + hourMs });
  }
  return ranges;
}

/** `2026-11-21T05:00:00Z`: a bound of `$filter`, which is documented to the second. */
export function isoSecond(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
