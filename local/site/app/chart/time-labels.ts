const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const mostBins = 1000;

/**
 * Short labels of the times of an axis (ISO 8601, UTC, in order): the hour within a day, the day where a day begins.
 * @returns a label for each, and which of them are the first moments of days; none where all lie in one day
 */
export function timeLabels(times: readonly string[]): { labels: string[]; days: number[] } {
  const withSeconds = times.some((time) => !/T\d\d:\d\d:00/.test(time));
  const isOneDay = new Set(times.map((time) => time.slice(0, 10))).size <= 1;
  const days: number[] = [];
  const labels = times.map((time, index) => {
    if (isMidnight(time) && (!isOneDay || times.length === 1)) {
      days.push(index);
      return `${months[Number(time.slice(5, 7)) - 1]} ${Number(time.slice(8, 10))}`;
    }
    return time.slice(11, withSeconds ? 19 : 16);
  });
  return { labels, days };
}

/** A moment in full with its zone, to the second where it has seconds. */
export function fullTime(time: string): string {
  return time.replace('T', ' ').replace(/(?::00)?(?:\.0+)?Z$/, ' UTC');
}

/**
 * The times with those between them that have no row, so that an axis of bars is a time line. The step is the shortest
 * distance; where the others are no multiples of it, or it would give too many, the times stay as they are.
 */
export function withAllBins(times: readonly string[]): string[] {
  const moments = times.map((time) => Date.parse(time));
  const distances = moments.slice(1).map((moment, index) => moment - moments[index]!);
  const step = Math.min(...distances);
  if (distances.length === 0 || !(step > 0) || distances.some((distance) => distance % step !== 0))
    return [...times];
  const first = moments[0]!;
  const count = (moments.at(-1)! - first) / step + 1;
  if (count > mostBins) return [...times];
  const known = new Map(moments.map((moment, index) => [moment, times[index]!]));
  return Array.from({ length: count }, (_, index) => {
    const moment = first + index * step;
    return known.get(moment) ?? new Date(moment).toISOString();
  });
}

function isMidnight(time: string): boolean {
  return /T00:00(?::00)?(?:\.0+)?Z?$/.test(time);
}
