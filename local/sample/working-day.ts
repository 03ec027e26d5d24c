import type { Office } from './people.ts';

const HOUR = 3_600_000;

/** Hours that the office's clock is ahead of UTC (winter time, all year: the sample needs no daylight saving). */
const ahead: Readonly<Record<Office, number>> = { Amsterdam: 1, Seattle: -8, Singapore: 8 };

/** How busy an office is in each hour of its own day, 1 at the busiest. */
const day = [
  0.02, 0.01, 0.01, 0.01, 0.02, 0.04, 0.1, 0.3, 0.7, 1, 1, 0.9, 0.55, 0.75, 0.95, 0.95, 0.8, 0.5, 0.2, 0.12,
  0.1, 0.08, 0.05, 0.03,
];
const WEEKEND = 0.15;

/** How busy an office is at a time (milliseconds since 1970): 0 to 1, falling and rising smoothly through its day. */
export function activity(office: Office, time: number): number {
  const local = time / HOUR + ahead[office];
  const hour = Math.floor(local);
  const part = local - hour;
  const level = day[((hour % 24) + 24) % 24]! * (1 - part) + day[(((hour + 1) % 24) + 24) % 24]! * part;
  const weekday = (Math.floor(local / 24) + 4) % 7;
  return weekday === 0 || weekday === 6 ? level * WEEKEND : level;
}

/** How busy the whole company is: never quite still, because some office or system is always at work. */
export function companyActivity(time: number): number {
  const offices =
    0.5 * activity('Amsterdam', time) + 0.35 * activity('Seattle', time) + 0.3 * activity('Singapore', time);
  return Math.max(0.35, Math.min(1, offices * 1.4));
}
