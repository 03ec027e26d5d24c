import type { Database } from '../../../kql-engine/index.ts';
import { eventKey, type SampleOptions, sampleEvents } from '../../../local/sample/sample-records.ts';
import type { Row } from '../../testing/content-database.ts';
import { tableRows } from '../../testing/sample-rows.ts';
import { arrive, asUsual } from './arrive.ts';
import { ruleDatabase } from './rule-database.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const end = Date.UTC(2026, 10, 20);
const from = end - 7 * DAY;
/** Dense enough for 100,000 messages a week. */
const rate = 3.6;

/** A week of the sample organisation without incidents. */
export interface Baseline {
  readonly database: Database;
  /** The clock of the database: set it before a query. */
  readonly clock: Date;
  /** When the rules are tried before anything happens: a working afternoon. The hours of the incidents are ten more times. */
  readonly moment: number;
}

let made: Baseline | undefined;

/** Built once a process. */
export function baseline(): Baseline {
  if (made === undefined) {
    const clock = new Date(end);
    const database = ruleDatabase({ now: clock });
    const rows = tableRows(sampleEvents({ from, to: end, incidents: [], rate }));
    arrive(database, 'MessageTrackingLog_CL', rows, asUsual);
    made = { database, clock, moment: end - 34 * HOUR };
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
  'spoofed-sender': end - 18.5 * HOUR,
  'private-address': end - 15.5 * HOUR,
  'pickup-folder': end - 12.5 * HOUR,
  'mail-bomb': end - 9.5 * HOUR,
  'reply-chain-hijack': end - 5 * HOUR,
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
  arrive(baseline().database, 'MessageTrackingLog_CL', rows, asUsual);
  return { start, guilty: rows.filter(({ logId }) => guilty.has(logId as string)) };
}
