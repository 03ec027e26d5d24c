import { hash } from 'node:crypto';
import type { TraceDetail, TraceRow } from './trace-row.ts';

/** What the seen-store keeps of a row: 64 bits that name it and 64 bits of its version, as four unsigned 32-bit numbers. */
export interface RowPrint {
  readonly keyHigh: number;
  readonly keyLow: number;
  readonly versionHigh: number;
  /** Its lowest bit says that the row can still change (see `canChange`). */
  readonly versionLow: number;
}

/**
 * Statuses that nothing follows on, after the 26 hours in which any row may change. Quarantined mail can be released
 * at any time, so it is not among them. Words of Microsoft Graph, in lower case.
 */
const finalStatuses = new Set(['delivered', 'failed', 'expanded', 'filteredasspam', 'recalled']);

/** Whether a row with this status can change when it is older than a day. */
export function canChange(status: string): boolean {
  return !finalStatuses.has(status.toLowerCase());
}

/** Bytes of the secret. */
export const secretBytes = 32;

/**
 * Makes prints with a secret of the installation: what is stored tells nobody which addresses there are. SHA-256 over
 * secret and text, cut to 64 bits, which leaves nothing to extend. One in about 10^8 days of a tenant with 1,000,000
 * deliveries a day loses a row by two equal keys in one hour.
 */
export class TraceHash {
  readonly #secret: string;

  constructor(secret: Buffer) {
    this.#secret = secret.toString('base64');
  }

  /** Key: id and recipient, without case. Version: everything else that can differ between two reads. */
  row(row: TraceRow): RowPrint {
    const key = `${row.id.toLowerCase()}|${row.recipientAddress.toLowerCase()}`;
    const { status, size, toIP, fromIP, subject, messageId, senderAddress, receivedDateTime } = row;
    const values = [status.toLowerCase(), size ?? '', toIP, fromIP, messageId, senderAddress];
    const version = `${values.join('\n')}\n${receivedDateTime}\n${subject}`;
    return this.#print(`r${key}`, `v${version}`, canChange(status));
  }

  /** Key: row, time, kind of event and what it says. A detail never changes. */
  detail({ row, eventDateTime, event, action, description, data }: TraceDetail): RowPrint {
    const key = `${row.id.toLowerCase()}|${row.recipientAddress.toLowerCase()}|${eventDateTime}|${event}`;
    return this.#print(`d${key}\n${action}\n${description}\n${data}`, 'd', false);
  }

  /** A print of anything else, as text. */
  text(value: string): string {
    return hash('sha256', `${this.#secret}t${value}`, 'hex').slice(0, 16);
  }

  #print(key: string, version: string, open: boolean): RowPrint {
    const keyHash = hash('sha256', this.#secret + key, 'buffer');
    const versionHash = hash('sha256', this.#secret + version, 'buffer');
    return {
      keyHigh: keyHash.readUInt32LE(0),
      // An empty slot of a bucket has the key 0, a forgotten version the high half 0.
      keyLow: (keyHash.readUInt32LE(4) | 1) >>> 0,
      versionHigh: (versionHash.readUInt32LE(0) | 1) >>> 0,
      versionLow: ((versionHash.readUInt32LE(4) & ~1) | (open ? 1 : 0)) >>> 0,
    };
  }
}
