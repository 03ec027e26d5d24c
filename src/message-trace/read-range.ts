import { MailflowError } from '../error.ts';
import type { CommittedPage } from './commit-rows.ts';
import { readSecond } from './read-second.ts';
import type { RequestKind } from './request-quota.ts';
import { RunStop } from './run-stop.ts';
import { floorTo, minuteMs, secondMs, type TimeRange } from './time-range.ts';
import type { TraceQuery } from './trace-query.ts';
import type { TraceRequests } from './trace-requests.ts';

/** What reading needs. */
export interface ReadOptions {
  readonly requests: TraceRequests;
  readonly kind: RequestKind;
  /** Brings the rows of a page into the table. */
  readonly commit: (values: readonly unknown[]) => Promise<CommittedPage>;
  /** Everything received after this time has been read. Called after each page, and with the start at the end. */
  readonly onProgress: (to: number) => void;
  /** Rows of this second may be missing. */
  readonly onGap: (second: TimeRange) => void;
  /** Whether that was said of this second before: then it is not split once more. */
  readonly isGap: (second: TimeRange) => boolean;
}

/** Empty pages with a link that are followed in a row. */
const maxEmptyPages = 3;
/** A link this old is not followed: its lifetime is not documented. */
const maxLinkAgeMs = 60 * minuteMs;
/** Times that the same question is asked when its links fail before another way is tried. */
const maxSameQuestion = 3;

/**
 * Reads a period, at most 10 days long, from its newer end down. The service gives the newest rows first, so after
 * each page everything newer than its last row is complete; that is what `onProgress` tells, and where a later
 * call goes on. Links are followed while they work. One that is refused, repeated, too old or leads elsewhere is
 * dropped, and the question is asked again up to the last row seen; nothing depends on a link.
 * @throws RunStop
 */
export async function readRange(range: TimeRange, options: ReadOptions): Promise<void> {
  const { requests, kind, commit, onProgress, onGap, isGap } = options;
  const { from } = range;
  // Whole seconds, as the service's bounds are.
  let bound = floorTo(secondMs, range.to + secondMs - 1);
  let asked = 0;
  for (;;) {
    let to = bound;
    const { lowest, complete } = await readPages(
      { from, to: bound },
      {
        requests,
        kind,
        commit,
        onPage(low) {
          to = Math.max(from, Math.min(to, low ?? to));
          onProgress(to);
        },
      },
    );
    if (complete) break;
    requests.linksDropped++;
    if (to < bound) [bound, asked] = [to, 0];
    else if (++asked >= maxSameQuestion) {
      if (lowest === undefined) throw new RunStop('failed', stuck());
      // More rows in one second than links lead through.
      const second = { from: bound - secondMs, to: bound };
      if (!isGap(second) && !(await readSecond(second, options))) onGap(second);
      if (second.from < from) break;
      [bound, asked] = [second.from, 0];
      onProgress(bound);
    }
  }
  onProgress(from);
}

/** What following links came to. */
export interface PagesResult {
  /** Whole second at or after the oldest row seen. Undefined where none was. */
  readonly lowest: number | undefined;
  /** False where a link could not be followed. */
  readonly complete: boolean;
}

/** Asks once and follows the links, as long as they work. */
export async function readPages(
  query: TraceQuery,
  options: Pick<ReadOptions, 'requests' | 'kind' | 'commit'> & {
    /** After each page. */
    readonly onPage: (lowest: number | undefined, page: CommittedPage) => void;
  },
): Promise<PagesResult> {
  const { requests, kind, commit, onPage } = options;
  const followed = new Set<string>();
  let link: { readonly url: string; readonly at: number } | undefined;
  let lowest: number | undefined;
  let empty = 0;
  for (;;) {
    if (link !== undefined && requests.time.now() - link.at > maxLinkAgeMs)
      return { lowest, complete: false };
    const answer = await requests.send(kind, (client, signal) =>
      link === undefined ? client.list(query, signal) : client.follow(link.url, signal),
    );
    if (answer.kind === 'bad-request') {
      if (link !== undefined) return { lowest, complete: false };
      throw new RunStop('failed', answer.error);
    }
    const at = requests.time.now();
    const page = await commit(answer.rows);
    for (const { received } of page.rows) lowest = Math.min(lowest ?? received.bound, received.bound);
    onPage(lowest, page);
    const { nextLink } = answer;
    if (nextLink === undefined) return { lowest, complete: true };
    empty = answer.rows.length === 0 ? empty + 1 : 0;
    if (!requests.mayFollow(nextLink) || followed.has(nextLink) || empty > maxEmptyPages) {
      return { lowest, complete: false };
    }
    followed.add(nextLink);
    link = { url: nextLink, at };
  }
}

function stuck(): MailflowError {
  return new MailflowError(
    'trace-stuck',
    'Microsoft Graph gives pages without rows and links that lead nowhere.',
    {
      retryable: true,
      advice:
        'Polling tries again by itself and skips nothing. Where it lasts for hours, look at the service health page of Microsoft 365.',
    },
  );
}
