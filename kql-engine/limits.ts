import { getHeapStatistics } from 'node:v8';
import { KqlError } from './kql-error.ts';

/** Bounds of one query. */
export interface Limits {
  /** Rows of the final result. */
  resultRows: number;
  /** Size of the final result, about the bytes of its values. */
  resultBytes: number;
  /** Rows that one operator may hold. */
  operatorRows: number;
  /** Rows that range, joins and mv-expand may make in all. */
  madeRows: number;
  /** Milliseconds that a query may run. */
  timeMs: number;
}

/** As Log Analytics has them (500,000 rows, 100 MB, ten minutes); what operators may hold and make fits a machine at hand. */
export const defaultLimits: Limits = {
  resultRows: 500_000,
  resultBytes: 104_857_600,
  operatorRows: 5_000_000,
  madeRows: 100_000_000,
  timeMs: 600_000,
};

/** The part of the JavaScript heap that a query may fill before it is stopped. */
const HEAP_SHARE = 0.8;
/** The heap limit that V8 tells counts the space for young objects too, up to this size. */
const YOUNG_SPACE = 201_326_592;
/** The heap is looked at once in so many milliseconds. */
const HEAP_EVERY_MS = 10;
/** The longest text (in UTF-16 units) that a function may make, and the longest array at eight an element. */
const MAX_VALUE = 16_777_216;
/** Values above this size are counted; all of one query may have this size together. */
const LARGE_VALUE = 65_536;
const MAX_LARGE_VALUES = 1_073_741_824;

/** Service code of a query that uses more than it may. */
export const RUNAWAY = 'E_RUNAWAY_QUERY';
/** Service code of a result that is too large. */
export const TOO_LARGE = 'E_QUERY_RESULT_SET_TOO_LARGE';
/** The code of Log Analytics for a query that runs too long. */
export const TIMEOUT = 'GatewayTimeout';

function runaway(message: string): KqlError {
  return new KqlError(RUNAWAY, `Runaway query (${RUNAWAY}): ${message}`, 0, 0, 'runtime');
}

/** Watches the bounds of one run. */
export interface Meter {
  /** Throws when the time is up or the memory nearly full; called once in a while by loops. */
  check(): void;
  /** Counts rows that an operator made out of few. */
  made(rows: number): void;
  /** Throws when one operator would hold so many rows. */
  holds(rows: number): void;
  /** Throws when a text or array that a function made is too large. */
  grown(size: number): void;
}

export function createMeter(limits: Limits): Meter {
  const end = performance.now() + limits.timeMs;
  const heap = getHeapStatistics().heap_size_limit;
  const heapEnd = (heap - Math.min(YOUNG_SPACE, heap / 3)) * HEAP_SHARE;
  let nextLook = 0;
  let made = 0;
  let large = 0;
  const meter: Meter = {
    check() {
      const time = performance.now();
      if (time > end) {
        const message = `the query ran longer than ${limits.timeMs} ms (${TIMEOUT})`;
        throw new KqlError(TIMEOUT, message, 0, 0, 'runtime');
      }
      if (time < nextLook) return;
      nextLook = time + HEAP_EVERY_MS;
      if (getHeapStatistics().used_heap_size > heapEnd)
        throw runaway('the query needs more memory than there is');
    },
    made(rows) {
      made += rows;
      if (made > limits.madeRows) throw runaway(`the query would make more than ${limits.madeRows} rows`);
    },
    holds(rows) {
      if (rows > limits.operatorRows)
        throw runaway(`an operator would hold more than ${limits.operatorRows} rows`);
      meter.check();
    },
    grown(size) {
      if (size < LARGE_VALUE) return;
      large += size;
      if (size > MAX_VALUE || large > MAX_LARGE_VALUES)
        throw runaway('a function makes values that are too large');
    },
  };
  return meter;
}

/** About the bytes of a value at the engine's edge. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object') return 8;
  let size = 2;
  if (Array.isArray(value)) for (const item of value) size += sizeOf(item);
  else for (const [key, item] of Object.entries(value)) size += key.length + sizeOf(item);
  return size;
}

/** Counts the rows and bytes of a result and throws when there are too many. */
export function createResultMeter(limits: Limits): {
  rows(count: number): void;
  values(row: unknown[]): void;
} {
  let total = 0;
  let bytes = 0;
  const tooLarge = (what: string) => {
    const message = `Query result set has exceeded the internal ${what} (${TOO_LARGE})`;
    return new KqlError(TOO_LARGE, message, 0, 0, 'runtime');
  };
  return {
    rows(count) {
      total += count;
      if (total > limits.resultRows) throw tooLarge(`record count limit ${limits.resultRows}`);
    },
    values(row) {
      for (let i = 0; i < row.length; i++) bytes += sizeOf(row[i]);
      if (bytes > limits.resultBytes) throw tooLarge(`data size limit ${limits.resultBytes}`);
    },
  };
}

/** What the machine itself refuses (a text, an array, a stack that is too large) is a runaway query as well. */
export function runawayOf(error: unknown): KqlError | undefined {
  return error instanceof RangeError ? runaway(error.message) : undefined;
}
