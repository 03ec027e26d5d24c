import { appendFileSync, mkdirSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantRow } from '../../test/doubles/graph/tenant.ts';

/** Exchange Online knows nothing older. */
const KEPT_DAYS = 90;
const DAY = 86_400_000;

/**
 * The message trace of the sample tenant under a folder: `ExchangeOnline/traces-yyyymmdd.ndjson`, a line for each row with
 * all its versions, those of times to come included. A row is on disk when `append` returns.
 */
export class TraceFiles {
  /** The rows of earlier runs, oldest first. */
  readonly earlier: readonly TenantRow[];
  readonly #folder: string;
  readonly #keys = new Set<string>();

  /** @param now milliseconds since 1970; what is too old for Exchange Online to show is not read */
  constructor(dir: string, now: number) {
    this.#folder = join(dir, 'ExchangeOnline');
    const oldest = fileName(now - KEPT_DAYS * DAY);
    mkdirSync(this.#folder, { recursive: true });
    this.earlier = readdirSync(this.#folder)
      .filter((name) => name.endsWith('.ndjson') && name >= oldest)
      .sort()
      .flatMap((name) => readRows(join(this.#folder, name)));
    for (const row of this.earlier) this.#keys.add(traceKey(row));
  }

  /** Ids of the messages that have rows. */
  get ids(): Set<string> {
    return new Set(this.earlier.map((row) => row.id));
  }

  has(row: TenantRow): boolean {
    return this.#keys.has(traceKey(row));
  }

  append(row: TenantRow): void {
    const file = join(this.#folder, fileName(Date.parse(row.receivedDateTime)));
    appendFileSync(file, `${JSON.stringify(row)}\n`);
    this.#keys.add(traceKey(row));
  }
}

/** What tells a row from all others. */
export function traceKey(row: TenantRow): string {
  return `${row.id}|${row.recipientAddress}`;
}

function fileName(time: number): string {
  return `traces-${new Date(time).toISOString().slice(0, 10).replaceAll('-', '')}.ndjson`;
}

/** Rows of a file, whose last line is cut off where a kill left it unfinished. */
function readRows(file: string): TenantRow[] {
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) truncateSync(file, whole);
  const lines = bytes.toString('utf8', 0, whole).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as TenantRow);
}
