import type { Database } from '../../../kql-engine/index.ts';
import { eventKey, type SampleOptions, sampleEvents } from '../../../local/sample/sample-records.ts';
import type { Row } from '../../testing/content-database.ts';
import { tableRows } from '../../testing/sample-rows.ts';
import { ruleDatabase } from './rule-database.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Whether the baseline is a week of some 100,000 messages (`FULL_BASELINE=1`), not four working days. */
export const full = process.env.FULL_BASELINE === '1';
const rate = full ? 4 : 1;
const end = Date.UTC(2026, 10, 20);
const from = end - (full ? 7 : 4) * DAY;

/** The sample organisation without incidents. */
export interface Baseline {
  readonly database: Database;
  /** The clock of the database: set it before a query. */
  readonly clock: Date;
  /** Times at which rules are tried: a working afternoon, a late evening, and a morning of the full baseline. */
  readonly moments: readonly number[];
}

let made: Baseline | undefined;

/** Built once a process. */
export function baseline(): Baseline {
  if (made === undefined) {
    const clock = new Date(end);
    const database = ruleDatabase({ now: clock });
    database.ingest('MessageTrackingLog_CL', tableRows(sampleEvents({ from, to: end, incidents: [], rate })));
    const moments = [end - 34 * HOUR, end - 2 * HOUR, ...(full ? [end - 14 * HOUR] : [])];
    made = { database, clock, moments };
  }
  return made;
}

/** Takes place on the last day, one after the other, apart enough that a rule of an hour sees one of them only. */
const incidentStarts: Readonly<Record<string, number>> = {
  'phishing-wave': end - 20 * HOUR,
  'inbox-rule-forwarding': end - 17 * HOUR,
  'mass-mail': end - 14 * HOUR,
  'ndr-spike': end - 11 * HOUR,
  'slow-partner': end - 8 * HOUR,
};

/** Adds the records of an incident to the baseline. @returns its start and its guilty rows */
export function addIncident(name: string): { start: number; guilty: readonly Row[] } {
  const start = incidentStarts[name];
  if (start === undefined) throw new Error(`there is no time for the incident ${name}`);
  const options: SampleOptions = {
    from: start,
    to: start + 3 * HOUR,
    rate,
    accept: (m) => m.records.some((r) => r.incident),
  };
  const events = [...sampleEvents({ ...options, incidents: [{ name, start }] })];
  const guilty = new Set(events.filter(({ incident }) => incident?.guilty).map(eventKey));
  const rows = [...tableRows(events)];
  baseline().database.ingest('MessageTrackingLog_CL', rows);
  return { start, guilty: rows.filter(({ logId }) => guilty.has(logId as string)) };
}
