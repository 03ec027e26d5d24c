/** A column of a stream declaration in a data collection rule. */
export interface StreamColumn {
  readonly name: string;
  readonly type: string;
}

/** Values by column name. */
export type Row = Record<string, unknown>;

/**
 * "Maximum size for field values: 64 KB"; longer ones are cut. Source: Azure Monitor service limits, custom
 * logs (2026-08).
 */
export const maxValueBytes = 65_536;

/**
 * Brings the objects of a request into the shape of a stream declaration: only its columns, with their types.
 * Fields that it does not name are dropped; a value that cannot be converted becomes null. Source: Azure
 * Monitor, "Monitor and troubleshoot DCR data collection" (2026-09-10) on dropped columns.
 */
export function streamRows(columns: readonly StreamColumn[]): (objects: readonly Row[]) => Row[] {
  const converters = columns.map(({ name, type }) => ({ name, convert: converter(type) }));
  return (objects) =>
    objects.map((object) => {
      const row: Row = {};
      for (const { name, convert } of converters) {
        const value = object[name];
        if (value !== undefined && value !== null) row[name] = convert(value);
      }
      return row;
    });
}

function converter(type: string): (value: unknown) => unknown {
  switch (type) {
    case 'string':
      return (value) =>
        cut(
          typeof value === 'string'
            ? value
            : typeof value === 'object'
              ? JSON.stringify(value)
              : String(value),
        );
    case 'int':
      return (value) => integer(value, 2 ** 31 - 1);
    case 'long':
      return (value) => integer(value, Number.MAX_SAFE_INTEGER);
    case 'real':
      return (value) => finite(value);
    case 'boolean':
      return boolean;
    case 'datetime':
      return datetime;
    case 'dynamic':
      return dynamic;
    default:
      throw new Error(`a stream declaration has no type ${type}`);
  }
}

/** At most 64 KB of UTF-8, never half a character. */
function cut(value: string): string {
  // A UTF-16 unit takes at most 3 bytes, so most values need no counting.
  if (value.length * 3 <= maxValueBytes || Buffer.byteLength(value) <= maxValueBytes) return value;
  const bytes = Buffer.from(value);
  let end = maxValueBytes;
  while ((bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}

function finite(value: unknown): number | null {
  if (typeof value === 'string' && value.trim() === '') return null;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

function integer(value: unknown, largest: number): number | null {
  const number = finite(value);
  if (number === null) return null;
  const whole = Math.trunc(number);
  return Math.abs(whole) <= largest ? whole : null;
}

function boolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : null;
}

const isoTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.(\d{1,7})\d*)?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/** ISO 8601 with seven fraction digits and Z, as the tables keep it; a time without a zone is UTC. */
function datetime(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const match = isoTime.exec(text);
  if (match === null) return null;
  const withZone = match[2] === undefined ? `${text.includes(':') ? text : `${text}T00:00`}Z` : text;
  const time = Date.parse(withZone.replace(' ', 'T'));
  if (Number.isNaN(time)) return null;
  const milliseconds = new Date(time).toISOString();
  return `${milliseconds.slice(0, 20)}${(match[1] ?? '').padEnd(7, '0')}Z`;
}

function dynamic(value: unknown): unknown {
  return typeof value === 'string' ? cut(value) : value;
}
