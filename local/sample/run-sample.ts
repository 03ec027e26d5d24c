import { setTimeout as delay } from 'node:timers/promises';
import type { TenantRow } from '../../test/doubles/graph/tenant.ts';
import { LogFiles } from './log-files.ts';
import type { Message, SampleRecord } from './message.ts';
import { createRandom } from './random.ts';
import { findResumePoint } from './resume-point.ts';
import { eventKey, type SampleEvent, sampleEvents } from './sample-records.ts';
import { TraceFiles } from './trace-files.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After a long rest no more than this is caught up with, in milliseconds. */
const CATCH_UP = 24 * HOUR;
/** One line in this many is written in two parts, as when Exchange flushes its buffer in the middle of a line. */
const HALF_LINES = 40;

export interface RunOptions {
  /** Where the servers' folders are, and that of Exchange Online. */
  readonly dir: string;
  readonly seed?: number;
  /** Hours of history before now, for a folder without logs. Default 3. */
  readonly hours?: number;
  /** Go on in real time until `signal`. */
  readonly live?: boolean;
  /** Density of mail while live, see `SampleOptions.rate`. Default 6: up to some 4 records a second. */
  readonly rate?: number;
  readonly incidents?: readonly { readonly name: string; readonly start: number }[];
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Called once the history is written, with the number of records, and when the live part begins. */
  readonly onHistory?: (records: number) => void;
  /** Takes each row of Exchange Online's message trace: those of earlier runs first, then as they are made. */
  readonly onTrace?: (row: TenantRow) => void;
}

/**
 * Writes the logs of the sample organisation and the message trace of its tenant: up to now, and then on as time passes. A folder that has logs already is
 * continued behind its last record; what would have been written while nobody ran it is caught up with.
 */
export async function runSample(options: RunOptions): Promise<void> {
  const { dir, seed = 1, hours = 3, rate = 6, signal, now = Date.now, sleep = rest } = options;
  const begin = now();
  const resume = findResumePoint(dir);
  const from = resume === undefined ? begin - hours * HOUR : Math.max(resume.last, begin - CATCH_UP);
  const files = new LogFiles(dir);
  const traces = new TraceFiles(dir, begin);
  const known = traces.ids;
  for (const row of traces.earlier) options.onTrace?.(row);
  // Mail is dense while live: from now on, and in what an earlier run began. A rest of up to a minute leaves no trace.
  const earlierEnd = resume === undefined ? 0 : resume.last + MINUTE;
  const dense = (slot: number) => slot > begin - HOUR || slot < earlierEnd;
  const events = sampleEvents({
    seed,
    from,
    ...(options.live ? {} : { to: begin }),
    rate: options.live ? (time) => (dense(time) ? rate : 1) : 1,
    accept: belongs,
    ...(options.incidents && { incidents: options.incidents }),
  });

  let written = 0;
  let historyDone = false;
  try {
    for (const event of events) {
      if ('row' in event ? traces.has(event.row) : resume?.logIds.has(event.values[28]!)) continue;
      if (event.time >= begin && !historyDone) {
        historyDone = true;
        options.onHistory?.(written);
      }
      await waitFor(event);
      if (signal?.aborted) break;
      if ('row' in event) {
        traces.append(event.row);
        options.onTrace?.(event.row);
      } else {
        await write(event);
        written += 1;
      }
    }
    if (!historyDone) options.onHistory?.(written);
  } finally {
    files.close();
  }

  /** Whether a message that only the dense part has belongs into the files: not if it would lack its first records. */
  function belongs(message: Message, extra: boolean): boolean {
    if (!extra || message.start >= begin) return true;
    if (resume === undefined || message.start >= earlierEnd) return false;
    const first = Math.min(...[...message.records, ...message.traces].map((event) => event.time));
    if (first >= resume.last || known.has(message.networkMessageId)) return true;
    // By their own ids: NOTIFYMAPI, the first of a submission, does not have that of the message.
    return message.records.some((record) => resume.logIds.has(eventKey(record)));
  }

  async function waitFor(event: SampleEvent): Promise<void> {
    for (let left = event.time - now(); left > 0 && !signal?.aborted; left = event.time - now())
      await sleep(left, signal);
  }

  async function write(record: SampleRecord): Promise<void> {
    const random = createRandom(seed, 'half', record.values[28]!);
    if (record.time < begin || !random.chance(1 / HALF_LINES)) {
      files.append(record);
      return;
    }
    const finish = files.appendHalf(record, random.next());
    await sleep(random.int(50, 400), signal);
    finish();
  }
}

async function rest(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(Math.min(milliseconds, 60_000), undefined, signal && { signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}
