import { parseReceivedTime } from './received-time.ts';
import { floorTo, hourMs } from './time-range.ts';
import type { TraceDetail, TraceRow } from './trace-row.ts';
import type { TraceStateHold } from './trace-state-store.ts';

/** Statuses whose events are worth a request each. In lower case. */
const telling = new Set(['failed', 'quarantined', 'pending']);

/** Most deliveries that wait; of more, the oldest go. A day of the whole quota would read 28,800. */
export const maxPending = 5000;

/** Deliveries whose events are still to be read: a queue on the state store, newest at the end. */
export class PendingDetails {
  /** Deliveries that were dropped because too many waited. */
  dropped = 0;
  readonly #hold: Pick<TraceStateHold, 'writePendingDetails'>;
  #rows: TraceRow[];

  constructor(hold: Pick<TraceStateHold, 'writePendingDetails'>, text: string) {
    this.#hold = hold;
    this.#rows = parse(text);
  }

  get size(): number {
    return this.#rows.length;
  }

  /** Takes up the rows whose status tells of trouble; stores them at once. */
  async add(rows: readonly TraceRow[]): Promise<void> {
    const more = rows.filter(({ status }) => telling.has(status.toLowerCase()));
    if (more.length === 0) return;
    const all = [...this.#rows, ...more];
    this.dropped += Math.max(0, all.length - maxPending);
    this.#rows = all.slice(-maxPending);
    await this.save();
  }

  /** The delivery whose turn it is: the newest, since people look at those. */
  get next(): TraceRow | undefined {
    return this.#rows.at(-1);
  }

  /** The events of `next` are in the table. Stored by the next `save`. */
  done(row: TraceRow): void {
    this.#rows = this.#rows.filter((one) => one !== row);
  }

  async save(): Promise<void> {
    await this.#hold.writePendingDetails(JSON.stringify(this.#rows));
  }
}

/**
 * Reads the events of one delivery. What has no time or name is left out.
 * Source: Microsoft Graph v1.0, resource exchangeMessageTraceDetail (2026-01-27).
 */
export function readDetails(row: TraceRow, values: readonly unknown[]): TraceDetail[] {
  return values.flatMap((value) => {
    const fields = (value ?? {}) as Record<string, unknown>;
    const time = parseReceivedTime(fields.dateTime);
    const event = text(fields.event);
    if (time === undefined || event === '') return [];
    const { action, description, data } = fields;
    return [
      {
        row,
        event,
        eventDateTime: time.text,
        action: text(action),
        description: text(description),
        data: text(data),
      },
    ];
  });
}

/** The hour of the seen rows that a delivery belongs to. */
export function hourOf(row: TraceRow): number {
  return floorTo(hourMs, parseReceivedTime(row.receivedDateTime)?.second ?? 0);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parse(stored: string): TraceRow[] {
  try {
    const rows: unknown = JSON.parse(stored || '[]');
    return Array.isArray(rows) ? (rows as TraceRow[]) : [];
  } catch {
    return [];
  }
}
