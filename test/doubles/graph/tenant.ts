/** What the service shows of a row from `at` (milliseconds since 1970) on, until the next version. */
export interface TraceVersion {
  readonly at: number;
  readonly status: string;
  readonly size?: number;
  readonly toIP?: string;
}

/** One message and recipient, with all that ever becomes of it. */
export interface TenantRow {
  readonly id: string;
  readonly messageId: string;
  /** ISO 8601 with `Z` and up to 7 fraction digits; shown as it stands here. */
  readonly receivedDateTime: string;
  readonly senderAddress: string;
  readonly recipientAddress: string;
  readonly subject: string;
  readonly size: number;
  readonly fromIP: string;
  readonly toIP: string;
  /** Oldest first. The row is not there before the first one: that is how a late row is made. */
  readonly versions: readonly TraceVersion[];
}

/** A row as a read shows it; the properties in the order in which the service writes them. */
export interface ShownRow {
  readonly id: string;
  readonly senderAddress: string;
  readonly recipientAddress: string;
  readonly messageId: string;
  readonly receivedDateTime: string;
  readonly subject: string;
  readonly size: number;
  readonly fromIP: string;
  readonly toIP: string;
  readonly status: string;
}

/** One step in the processing of a message for one recipient. */
export interface ShownDetail {
  /** The trace id again, the same on every event. */
  readonly id: string;
  readonly messageId: string;
  readonly dateTime: string;
  readonly event: string;
  readonly action: string;
  readonly description: string;
  readonly data: string;
}

/** Where a row stands in the order of all: time first, then recipient and id. */
export interface Place {
  readonly receivedDateTime: string;
  readonly recipientAddress: string;
  readonly id: string;
}

/** What the Graph double reads. A simulation of a large tenant can compute its rows instead of keeping them. */
export interface Tenant {
  /**
   * Rows received in [from, to] (milliseconds since 1970, both inclusive) as shown at `at`, newest first; rows of one
   * time by recipient and id. With `after`, only what comes behind that place.
   */
  read(from: number, to: number, at: number, after?: Place): Iterable<ShownRow>;
  /** Events of one row up to `at`; undefined where there is no such row (yet). */
  details(id: string, recipientAddress: string, at: number): readonly ShownDetail[] | undefined;
}

interface Entry {
  readonly ms: number;
  /** 100 ns units beyond the millisecond, 0 to 9999. */
  readonly ticks: number;
  readonly row: TenantRow;
}

/** A tenant that keeps its rows in memory, sorted; made for millions of them. */
export class GraphTenant implements Tenant {
  /** Oldest first; rows of one time in the opposite of the shown order, so that reading backwards gives it. */
  readonly #entries: Entry[] = [];
  #sorted = true;
  #byId: Map<string, TenantRow[]> | undefined;

  constructor(rows: Iterable<TenantRow> = []) {
    for (const row of rows) this.add(row);
  }

  get size(): number {
    return this.#entries.length;
  }

  add(row: TenantRow): void {
    const entry = { ...parseTime(row.receivedDateTime), row };
    const last = this.#entries.at(-1);
    if (last !== undefined && compare(last, entry) > 0) this.#sorted = false;
    this.#entries.push(entry);
    if (this.#byId !== undefined) remember(this.#byId, row);
  }

  *read(from: number, to: number, at: number, after?: Place): Generator<ShownRow> {
    const entries = this.#inOrder();
    const before: (entry: Entry) => boolean =
      after === undefined
        ? (entry) => entry.ms < to || (entry.ms === to && entry.ticks === 0)
        : behind(after, to);
    for (let index = countWhile(entries, before) - 1; index >= 0; index--) {
      const { ms, row } = entries[index]!;
      if (ms < from) return;
      const shown = show(row, at);
      if (shown !== undefined) yield shown;
    }
  }

  details(id: string, recipientAddress: string, at: number): ShownDetail[] | undefined {
    if (this.#byId === undefined) {
      this.#byId = new Map();
      for (const { row } of this.#entries) remember(this.#byId, row);
    }
    const recipient = recipientAddress.toLowerCase();
    const rows = this.#byId.get(id.toLowerCase()) ?? [];
    const row = rows.find((one) => one.recipientAddress.toLowerCase() === recipient);
    return row === undefined || show(row, at) === undefined ? undefined : detailsOf(row, at);
  }

  #inOrder(): readonly Entry[] {
    // Mostly in order already, which is what the sort of V8 is fast at.
    if (!this.#sorted) this.#entries.sort(compare);
    this.#sorted = true;
    return this.#entries;
  }
}

/** The time of a trace in milliseconds since 1970, and its ticks of 100 ns beyond them. */
export function parseTime(text: string): { ms: number; ticks: number } {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?Z$/.exec(text);
  const seconds = match ? Date.parse(`${match[1]}Z`) : Number.NaN;
  if (Number.isNaN(seconds)) throw new RangeError(`"${text}" is not a time of a trace`);
  const fraction = Number((match![2] ?? '').padEnd(7, '0'));
  return { ms: seconds + Math.floor(fraction / 10_000), ticks: fraction % 10_000 };
}

/** The row as a read at `at` shows it; undefined before it appears. */
export function show(row: TenantRow, at: number): ShownRow | undefined {
  const version = row.versions.findLast((one) => one.at <= at);
  if (version === undefined) return undefined;
  return {
    id: row.id,
    senderAddress: row.senderAddress,
    recipientAddress: row.recipientAddress,
    messageId: row.messageId,
    receivedDateTime: row.receivedDateTime,
    subject: row.subject,
    size: version.size ?? row.size,
    fromIP: row.fromIP,
    toIP: version.toIP ?? row.toIP,
    status: version.status,
  };
}

function compare(a: Entry, b: Entry): number {
  return (
    a.ms - b.ms ||
    a.ticks - b.ticks ||
    compareText(b.row.recipientAddress, a.row.recipientAddress) ||
    compareText(b.row.id, a.row.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether an entry is shown later than `place` and not newer than `to`. */
function behind(place: Place, to: number): (entry: Entry) => boolean {
  const { ms, ticks } = parseTime(place.receivedDateTime);
  const own = { ms, ticks, row: place as TenantRow };
  return (entry) => entry.ms <= to && compare(entry, own) < 0;
}

/** How many entries at the front satisfy a condition that none behind the first failure satisfies. */
function countWhile(entries: readonly Entry[], holds: (entry: Entry) => boolean): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(entries[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function remember(byId: Map<string, TenantRow[]>, row: TenantRow): void {
  const id = row.id.toLowerCase();
  const rows = byId.get(id);
  if (rows === undefined) byId.set(id, [row]);
  else rows.push(row);
}

/** Event and description for a status, in lower case. Names: resource exchangeMessageTraceDetail, property `event`. */
const events: Readonly<Record<string, readonly [event: string, description: string]>> = {
  pending: ['Defer', 'Message delivery is delayed. The next attempt follows.'],
  delivered: ['Deliver', 'The message was successfully delivered.'],
  failed: ['Fail', 'The message could not be delivered.'],
  expanded: ['Expand', 'The distribution group was expanded.'],
  quarantined: ['Spam', 'The message was put into quarantine.'],
  filteredasspam: ['Spam', 'The message was delivered to the Junk Email folder.'],
};

function detailsOf(row: TenantRow, at: number): ShownDetail[] {
  const { ms } = parseTime(row.receivedDateTime);
  const detail = (time: number, event: string, description: string): ShownDetail => ({
    id: row.id,
    messageId: row.messageId,
    dateTime: new Date(time).toISOString(),
    event,
    action: '',
    description,
    data: `<root><MEP Name="Recipient" String="${escapeXml(row.recipientAddress)}"/></root>`,
  });
  const steps = row.versions.flatMap((version) => {
    const step = version.at <= at ? events[version.status.toLowerCase()] : undefined;
    // A row that appears late was still processed when it was received.
    const time = version === row.versions[0] ? ms : Math.max(ms, version.at);
    return step === undefined ? [] : [detail(time, ...step)];
  });
  return [detail(ms, 'Receive', 'The message was received.'), ...steps];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
