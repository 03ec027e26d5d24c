import type { LogLayout, LogRecord } from './log-record.ts';

/** Why a record is left out. */
export type FilterReason = 'probe' | 'shadow-redundancy' | 'event' | 'source';

/** Gives the reason for which a record is to be left out, or nothing. */
export type RecordFilter = (record: LogRecord) => FilterReason | undefined;

export interface RecordFilterOptions {
  /** Leaves out the probes of Exchange's own monitoring. Default: true. */
  readonly probes?: boolean;
  /** Leaves out shadow redundancy: events whose name begins with HA. Default: false. */
  readonly shadowRedundancy?: boolean;
  /** Leaves out these event-ids, whatever their case. */
  readonly events?: readonly string[];
  /** Leaves out these sources, whatever their case. */
  readonly sources?: readonly string[];
}

/**
 * Sender and recipients, joined by `;`, of a probe: there is at least one party, and every one is a mailbox of
 * Exchange's monitoring. So a forged probe sender hides no mail to anybody else. The KQL transforms hold the same
 * pattern. It is written so that only one way leads through a text: with two, an address made for it could keep the
 * matcher busy for ever.
 */
export const probePattern = /^;*(?:(?:healthmailbox[0-9a-f]{7,32}|inboundproxy)@[^;]*(?:;+|$))+$/i;

/** Whether a message between these parties is a probe. `recipients`: the `recipient-address` field as it stands. */
export function isProbe(sender: string, recipients: string): boolean {
  return probePattern.test(`${sender === '<>' ? '' : sender};${recipients}`);
}

/** Makes the filter that the reader asks about each record. */
export function createRecordFilter(options: RecordFilterOptions = {}): RecordFilter {
  const { probes = true, shadowRedundancy = false } = options;
  const events = new Set(options.events?.map((name) => name.toUpperCase()));
  const sources = new Set(options.sources?.map((name) => name.toUpperCase()));
  let layout: LogLayout | undefined;
  let at = { sender: -1, recipients: -1, event: -1, source: -1 };

  return (record) => {
    if (record.layout !== layout) {
      layout = record.layout;
      at = indexes(layout);
    }
    const { values } = record;
    if (probes && isProbe(values[at.sender] ?? '', values[at.recipients] ?? '')) return 'probe';
    if (shadowRedundancy && /^HA/i.test(values[at.event] ?? '')) return 'shadow-redundancy';
    if (events.size > 0 && events.has((values[at.event] ?? '').toUpperCase())) return 'event';
    if (sources.size > 0 && sources.has((values[at.source] ?? '').toUpperCase())) return 'source';
    return undefined;
  };
}

function indexes({ columns }: LogLayout) {
  return {
    sender: columns.indexOf('sender-address'),
    recipients: columns.indexOf('recipient-address'),
    event: columns.indexOf('event-id'),
    source: columns.indexOf('source'),
  };
}
