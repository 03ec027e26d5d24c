import { contentDatabase } from '../kql/testing/content-database.ts';
import { tableRows } from '../kql/testing/sample-rows.ts';
import type { Database } from '../kql-engine/index.ts';
import type { SampleRecord } from '../local/sample/message.ts';
import { acceptedDomains } from '../local/sample/organisation.ts';
import { type SampleEvent, type SampleOptions, sampleEvents } from '../local/sample/sample-records.ts';

/** Friday, 20 November 2026, at noon UTC: `now()` of all results that the pages show. */
export const noon = new Date('2026-11-20T12:00:00Z');

const MINUTE = 60_000;
const at = (time: string): number => Date.parse(`2026-11-20T${time}Z`);

/** The morning that the pages tell of: six hours of the sample organisation, with these incidents. */
const morning: SampleOptions = {
  from: at('06:00'),
  to: noon.getTime(),
  incidents: [
    { name: 'private-address', start: at('07:30') },
    { name: 'inbox-rule-forwarding', start: at('08:10') },
    { name: 'slow-partner', start: at('08:30') },
    { name: 'phishing-wave', start: at('09:05') },
    { name: 'mail-bomb', start: at('09:40') },
    { name: 'mass-mail', start: at('10:20') },
    { name: 'ndr-spike', start: at('10:40') },
  ],
};

let made: { events: readonly SampleEvent[]; database: Database } | undefined;

function make() {
  if (made === undefined) {
    const events = [...sampleEvents(morning)];
    const database = contentDatabase({ now: noon, acceptedDomains });
    // What happens in a minute is in the workspace a minute later.
    for (const [minute, arrived] of Map.groupBy(events, ({ time }) => Math.floor(time / MINUTE))) {
      const arrival = new Date((minute + 2) * MINUTE);
      database.ingest('MessageTrackingLog_CL', tableRows(arrived), undefined, arrival);
    }
    made = { events, database };
  }
  return made;
}

/** A workspace that holds the morning, as Azure would. Made once a process. */
export const docsWorkspace = (): Database => make().database;

/** What the servers logged on that morning. */
export const docsRecords = (): readonly SampleRecord[] =>
  make().events.filter((event): event is SampleRecord => !('row' in event));
