import { decodeSkipToken, type SkipToken } from './skip-token.ts';
import { parseTime } from './tenant.ts';
import { parseTraceFilter } from './trace-filter.ts';

const DAY_MS = 86_400_000;

/**
 * What a list request asks for: the page behind its skip token, or the first one of its filter.
 * @param at the service's clock, milliseconds since 1970
 * @returns a sentence where it is refused with 400. How the sentences begin is the guide's (see GraphService); the
 * rest of them is the double's
 */
export function readListQuery(url: URL, at: number): SkipToken | string {
  const query = queryOf(url, at);
  return typeof query === 'string' ? query : (periodProblem(query, at) ?? query);
}

/** Everything but these three options is ignored (guide). */
function queryOf(url: URL, at: number): SkipToken | string {
  const option = (name: string) => {
    const key = [...url.searchParams.keys()].find((one) => one.toLowerCase() === name);
    return key === undefined ? undefined : (url.searchParams.get(key) ?? '');
  };
  const token = option('$skiptoken');
  if (token !== undefined) return decodeSkipToken(token);
  // 1 to 5000, 1000 unless given: list page, section "Optional query parameters".
  const top = option('$top') ?? '1000';
  if (!/^\d+$/.test(top) || Number(top) < 1 || Number(top) > 5000) {
    return `|System.ArgumentException|Invalid ResultSize '${top}'. The value must be between 1 and 5000.`;
  }
  const filter = parseTraceFilter(option('$filter') ?? '');
  if (typeof filter === 'string') return filter;
  const { start, end, equals, subject } = filter;
  if (start === undefined && end !== undefined)
    return 'StartDate is missing: specify both StartDate and EndDate.';
  if (start !== undefined && end === undefined)
    return 'EndDate is missing: specify both StartDate and EndDate.';
  // The last 48 hours: list page, example 1.
  const [from, to] = [start ?? seconds(at - 2 * DAY_MS), end ?? seconds(at)].map(wholeSecond);
  if (from === undefined || to === undefined) return 'Invalid date in the filter.';
  return {
    StartDate: from,
    EndDate: to,
    ResultSize: Number(top),
    Filter: { equals, ...(subject && { subject }) },
  };
}

/** The limits of the period: list page, section "Optional query parameters". */
function periodProblem(token: SkipToken, at: number): string | undefined {
  const [from, to] = [parseTime(token.StartDate).ms, parseTime(token.EndDate).ms];
  if (from > to) return 'StartDate must not be later than EndDate.';
  if (to - from > 10 * DAY_MS) return 'The interval between StartDate and EndDate must not exceed 10 days.';
  // The edge is at 00:00 UTC of the day (guide).
  if (from < Math.floor(at / DAY_MS) * DAY_MS - 90 * DAY_MS) {
    return "Invalid StartDate value. The StartDate can't be older than 90 days from today.";
  }
  if (to > at) return "Invalid EndDate value. The EndDate can't be in the future.";
  return undefined;
}

/**
 * A bound of the filter. It is documented to the second; whether a fraction would be honoured is not known. The
 * double cuts it off, which is the reading under which a client that relies on it loses rows.
 */
function wholeSecond(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,7})?Z$/.exec(text);
  return match && !Number.isNaN(Date.parse(`${match[1]}Z`)) ? `${match[1]}Z` : undefined;
}

function seconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
