import type { SampleRecord, SampleTrace } from '../../local/sample/message.ts';
import { trackingFields } from '../../local/sample/message.ts';
import { acceptedDomains } from '../../local/sample/organisation.ts';
import { type SampleOptions, sampleEvents } from '../../local/sample/sample-records.ts';
import { writeTraceRow } from '../../src/message-trace/write-trace-row.ts';
import { messageTrackingLogStream } from '../../src/streams/message-tracking.ts';
import { show } from '../../test/doubles/graph/tenant.ts';
import type { Row } from './content-database.ts';
import { throughTransform } from './tracking-lines.ts';

const columnOf = new Map(
  messageTrackingLogStream.columns.flatMap(({ name, field }) => (field ? [[field, name]] : [])),
);
const names = trackingFields.map((field) => columnOf.get(field)!);
const domains = new Set(acceptedDomains);
/** Times at which the sample organisation is at work. */
export const SampleClock = {
  /** Wednesday, 18 November 2026, 08:00 UTC, in milliseconds since 1970. */
  wednesday: Date.UTC(2026, 10, 18, 8),
} as const;
const cache = new Map<string, readonly Row[]>();

/**
 * What a workspace holds of the sample organisation in a time window: the records of its servers and each version of its
 * message traces, brought through the transforms. Made once a process for the same options; `guiltyMessages` tells
 * which messages a detection has to find.
 */
export function sampleRows(
  options: Omit<SampleOptions, 'accept' | 'rate'> & { rate?: number },
): readonly Row[] {
  const key = JSON.stringify(options);
  let rows = cache.get(key);
  if (rows === undefined) {
    rows = [...tableRows(sampleEvents({ ...options, to: options.to ?? options.from + 3_600_000 }))];
    cache.set(key, rows);
  }
  return rows;
}

/**
 * The network message ids of the sample's messages that have guilty records or traces, by incident: what a detection has to find.
 * `NOTIFYMAPI` records have no ids and are left out.
 */
export function guiltyMessages(options: SampleOptions & { to: number }): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const id = trackingFields.indexOf('network-message-id');
  for (const event of sampleEvents(options)) {
    if (event.incident?.guilty !== true) continue;
    const key = 'row' in event ? event.row.id : event.values[id]!;
    if (key === '') continue;
    const ids = found.get(event.incident.name) ?? new Set();
    found.set(event.incident.name, ids.add(key.toLowerCase()));
  }
  return found;
}

/** The rows of the table that events of the sample become. */
export function* tableRows(events: Iterable<SampleRecord | SampleTrace>): Generator<Row, void, undefined> {
  let records: Row[] = [];
  let traces: Row[] = [];
  for (const event of events) {
    if ('row' in event) traces.push(...streamRowsOfTrace(event));
    else records.push(streamRowOf(event));
    if (records.length + traces.length >= 2000) yield* flush();
  }
  yield* flush();

  function* flush() {
    yield* throughTransform('Custom-MessageTrackingLog', records);
    yield* throughTransform('Custom-MessageTrace', traces);
    records = [];
    traces = [];
  }
}

/** A record as a row of Custom-MessageTrackingLog. */
export function streamRowOf({ server, prefix, values }: SampleRecord): Row {
  const row: Row = {
    Computer: server,
    FilePath: `${server}/${prefix}/${prefix}2026112109-1.LOG`,
    collector: 'Function',
  };
  values.forEach((value, index) => {
    if (value !== '') row[names[index]!] = value;
  });
  return row;
}

/** All versions of a trace as rows of Custom-MessageTrace, oldest first. */
function streamRowsOfTrace({ row }: SampleTrace): Row[] {
  return row.versions.map(
    ({ at }) =>
      JSON.parse(
        writeTraceRow(show(row, at)!, { collector: 'MessageTrace', acceptedDomains: domains }),
      ) as Row,
  );
}
