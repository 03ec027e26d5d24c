import { dayMs, floorTo } from './time-range.ts';

/**
 * The oldest received time that can safely be asked for: the service reaches back 90 days, counted from 00:00 UTC of
 * the day (list page of Microsoft Graph v1.0; the hour was measured by the author of MessageTraceReport, 2026-10-02).
 * A day is left as margin, because the edge moves while one reads.
 */
export function oldestReadable(now: number): number {
  return floorTo(dayMs, now) - 89 * dayMs;
}
