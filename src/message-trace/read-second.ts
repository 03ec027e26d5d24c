import type { CommittedPage } from './commit-rows.ts';
import { type ReadOptions, readPages } from './read-range.ts';
import type { TimeRange } from './time-range.ts';
import type { TraceQuery } from './trace-query.ts';

/**
 * Statuses by which a second is split. Those that change come first: a row that changes meanwhile is then met again.
 * Source: Microsoft Graph v1.0, resource exchangeMessageTrace, property `status`.
 */
const statuses = [
  'gettingStatus',
  'pending',
  'quarantined',
  'unknownFutureValue',
  'failed',
  'delivered',
  'expanded',
  'filteredAsSpam',
  'recalled',
] as const;

const maxTries = 2;
/** Domains of senders by which a status is split. */
const maxDomains = 10;
/**
 * Requests that one second may cost. Half of what head and settle passes have in 5 minutes: what a run cannot finish
 * the next one begins anew.
 */
const maxRequests = 30;

/**
 * Reads a second that holds more rows than the links lead through: a status at a time, and where that is too much
 * still, by the domains of senders seen so far.
 * @returns whether surely everything was read
 */
export async function readSecond(second: TimeRange, options: ReadOptions): Promise<boolean> {
  const { requests } = options;
  const end = requests.count + maxRequests;
  const domains = new Set<string>();
  const seen = new Set<string>(statuses);
  const note = (page: CommittedPage): void => {
    for (const { row } of page.rows) {
      seen.add(row.status);
      const domain = row.senderAddress.split('@').at(-1)?.toLowerCase() ?? '';
      if (/^[\w.-]+$/.test(domain) && domains.size < maxDomains) domains.add(domain);
    }
  };
  const read = async (query: TraceQuery): Promise<boolean> => {
    for (let tries = 0; tries < maxTries && requests.count < end; tries++) {
      const onPage = (_lowest: number | undefined, page: CommittedPage): void => note(page);
      const { complete } = await readPages(query, { ...options, onPage });
      if (complete) return true;
    }
    return false;
  };
  const crowded: string[] = [];
  // Words that only turn up on the way are visited too: a Set goes on with what is added meanwhile.
  for (const status of seen) {
    if (status !== '' && !(await read({ ...second, status }))) crowded.push(status);
  }
  for (const status of crowded) {
    for (const senderDomain of domains) await read({ ...second, status, senderDomain });
  }
  return crowded.length === 0;
}
