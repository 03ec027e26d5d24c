import type { Place, ShownRow, Tenant } from '../test/doubles/graph/tenant.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Share of a day's mail by the hour (UTC): an office in central Europe. */
const hours = [1, 1, 1, 1, 1, 2, 4, 8, 10, 10, 9, 7, 8, 9, 9, 8, 5, 3, 2, 2, 2, 1, 1, 1];
const total = hours.reduce((sum, share) => sum + share, 0);

/**
 * A tenant of any size whose rows are computed when they are asked for, so that what is measured is the poller's
 * memory. Of its deliveries 2 % are pending at first, 1 % go to quarantine (a tenth of them is released within nine
 * days), 1 % fail, and 2 % appear up to 24 hours late.
 */
export class ComputedTenant implements Tenant {
  readonly #start: number;
  readonly #perDay: number;
  /** Deliveries of a day before each hour, and at its end. */
  readonly #before: number[];

  /** @param start of the first day with mail, 00:00 UTC */
  constructor(start: number, perDay: number) {
    this.#start = start;
    this.#perDay = perDay;
    this.#before = [0];
    let sum = 0;
    for (const share of hours) {
      sum += share;
      this.#before.push(Math.round((sum / total) * perDay));
    }
  }

  *read(from: number, to: number, at: number, after?: Place): Generator<ShownRow> {
    const first = after === undefined ? this.#lastBy(to) : indexOf(after.id) - 1;
    for (let index = first; index >= 0; index--) {
      const received = this.#received(index);
      if (received < from) return;
      if (received > to || at < received + lateness(index)) continue;
      yield this.#row(index, received, at);
    }
  }

  details(): readonly [] {
    return [];
  }

  /** Deliveries received before a time. */
  countBefore(time: number): number {
    return this.#lastBy(time) + 1;
  }

  #received(index: number): number {
    const day = Math.floor(index / this.#perDay);
    const inDay = index - day * this.#perDay;
    let hour = 23;
    while (this.#before[hour]! > inDay) hour--;
    const from = this.#before[hour]!;
    const share = (inDay - from) / (this.#before[hour + 1]! - from);
    return this.#start + day * dayMs + hour * hourMs + Math.floor(share * hourMs);
  }

  /** The newest delivery that was received by then. */
  #lastBy(time: number): number {
    const day = Math.floor((time - this.#start) / dayMs);
    if (day < 0) return -1;
    const hour = Math.floor((time - this.#start - day * dayMs) / hourMs);
    let index = day * this.#perDay + this.#before[hour + 1]!;
    while (index >= 0 && this.#received(index) > time) index--;
    return index;
  }

  #row(index: number, received: number, at: number): ShownRow {
    const number = String(index).padStart(12, '0');
    return {
      id: `6f1b0c52-9d3e-4a77-8c10-${number}`,
      senderAddress: `user${index % 4001}@fabrikam.com`,
      recipientAddress: `user${index % 1009}@contoso.com`,
      messageId: `<${number}.6f1b0c52@fabrikam.com>`,
      receivedDateTime: new Date(received).toISOString(),
      subject: `Report ${index % 97} of the quarter`,
      size: 20_000 + (index % 50_000),
      fromIP: '198.51.100.14',
      toIP: '',
      status: statusOf(index, at - received),
    };
  }
}

/** The number of a delivery, from its id. */
export function indexOf(id: string): number {
  return Number(id.slice(-12));
}

/** A number from 0 to 999 that looks like chance, the same for the same delivery. */
function lot(index: number, salt: number): number {
  return (Math.imul(index ^ (salt * 0x9e37), 0x85ebca6b) >>> 8) % 1000;
}

function lateness(index: number): number {
  if (lot(index, 1) >= 20) return 20_000 + lot(index, 2) * 60;
  const share = lot(index, 3) / 1000;
  return share ** 4 * dayMs;
}

function statusOf(index: number, age: number): string {
  const kind = lot(index, 4);
  const share = lot(index, 5) / 1000;
  if (kind < 20) return age < 5 * 60_000 + share ** 3 * 20 * hourMs ? 'pending' : 'delivered';
  if (kind < 30) {
    return lot(index, 6) < 100 && age > (1 + 8 * share) * dayMs ? 'delivered' : 'quarantined';
  }
  return kind < 40 ? 'failed' : 'delivered';
}
