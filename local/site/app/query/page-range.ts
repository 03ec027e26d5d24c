const start = '{{StartTimeISO}}';
const end = '{{EndTimeISO}}';

/** Whether a query reads the time range of Sentinel's Hunting page, which writes it into the text before it runs the query. */
export function readsPageRange(query: string): boolean {
  return query.includes(start) || query.includes(end);
}

/**
 * A query as the Hunting page runs it: with the time range in its text, so that the picker must not cut what lies before it,
 * the history that the query compares with.
 * @param range ISO 8601 duration that ends now, or start and end with a slash between
 */
export function withPageRange(query: string, range: string, now: Date): string {
  const [from, to] = range.includes('/')
    ? range.split('/').map((text) => new Date(text))
    : [new Date(now.getTime() - milliseconds(range)), now];
  return query.replaceAll(start, from!.toISOString()).replaceAll(end, to!.toISOString());
}

/** The length of a duration of weeks, days, hours, minutes and seconds. @throws RangeError where it is none of them */
function milliseconds(duration: string): number {
  const parts = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(
    duration,
  );
  if (parts === null) throw new RangeError(`${duration} is no time range.`);
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((text) => Number(text ?? 0));
  return ((((weeks! * 7 + days!) * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000;
}
