import { BadBody } from './request-body.ts';

/** One line as a shipper sent it. */
export interface ShippedLine {
  /** Position in the request, from 0. */
  readonly index: number;
  readonly text: string;
  readonly file: string | undefined;
  readonly Computer: string | undefined;
}

/** An item of the request that holds no line. */
export interface UnreadableItem {
  readonly index: number;
  readonly reason: 'json' | 'no-line';
  readonly message: string;
  readonly raw: string;
}

/**
 * Where shippers put what we need; the first that is a text counts, dots lead into nested objects.
 * - Fluent Bit (tail, http output): `log`, with `Path_Key file`; a `host` added by a filter.
 * - Vector (file source): `message`, `file`, `host`.
 * - Logstash (file input): `message`, or `event.original`; `log.file.path`, before ECS `path`; `host.name`.
 * - syslog-ng (format-json with scope or keys): `MESSAGE`, `FILE_NAME`, `HOST`.
 * - rsyslog (imfile, jsonmesg or a list template): `msg`, `$!metadata!filename` as `$!.metadata.filename` or `metadata.filename`, `hostname`.
 */
const lineKeys = ['log', 'message', 'MESSAGE', 'msg', 'event.original'];
const fileKeys = [
  'file',
  'log.file.path',
  'FILE_NAME',
  'metadata.filename',
  '$!.metadata.filename',
  'filename',
  'path',
  'FilePath',
];
const computerKeys = [
  'Computer',
  'host.name',
  'host',
  'HOST',
  'hostname',
  'HOSTNAME',
  'host.hostname',
  'agent.hostname',
];

/** Whether a body is JSON: no line of a log begins with a bracket. */
export function isJsonBody(body: Buffer): boolean {
  return /^(?:\ufeff|ï»¿)?\s*[[{]/.test(body.subarray(0, 64).toString('latin1'));
}

/**
 * Reads a JSON array, one JSON object or NDJSON.
 * @throws BadBody 400 where nothing of it is JSON
 */
export function readShippedLines(body: Buffer): { lines: ShippedLine[]; unreadable: UnreadableItem[] } {
  const text = body
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  const lines: ShippedLine[] = [];
  const unreadable: UnreadableItem[] = [];
  const take = (item: unknown, index: number): void => {
    const line = typeof item === 'string' ? item : pick(item, lineKeys);
    if (line !== undefined) {
      lines.push({ index, text: line, file: pick(item, fileKeys), Computer: pick(item, computerKeys) });
      return;
    }
    const message = `No line found: none of ${lineKeys.join(', ')} is there as a text.`;
    unreadable.push({ index, reason: 'no-line', message, raw: JSON.stringify(item) });
  };
  const whole = text.startsWith('[') ? parse(text) : undefined;
  if (Array.isArray(whole?.value)) {
    whole.value.forEach(take);
    return { lines, unreadable };
  }
  if (text.startsWith('[')) throw notJson(whole?.error);
  const items = text.split('\n');
  const first = parse(items[0]!);
  if (first.error !== undefined) {
    const one = parse(text);
    if (one.error !== undefined) throw notJson(first.error);
    take(one.value, 0);
    return { lines, unreadable };
  }
  let index = 0;
  for (const item of items) {
    if (item.trim() === '') continue;
    const { value, error } = parse(item);
    if (error === undefined) take(value, index);
    else unreadable.push({ index, reason: 'json', message: `Not JSON: ${error.message}`, raw: item });
    index++;
  }
  return { lines, unreadable };
}

function notJson(error: Error | undefined): BadBody {
  return new BadBody(
    400,
    'json',
    `The body begins like JSON but is not: ${error?.message ?? 'no array'}`,
    'Send a JSON array, one JSON object a line (NDJSON), or the plain lines of the log.',
  );
}

function parse(text: string): { value?: unknown; error?: Error } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    // V8 quotes the text in its message; lines of a log do not belong into answers and logs.
    const at = /position \d+/.exec((error as Error).message)?.[0] ?? 'its end';
    return { error: new Error(`syntax error at ${at}.`) };
  }
}

function pick(item: unknown, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = valueAt(item, key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** By the key as it stands, else step by step along its dots. */
function valueAt(item: unknown, key: string): unknown {
  if (typeof item !== 'object' || item === null) return undefined;
  if (Object.hasOwn(item, key)) return (item as Record<string, unknown>)[key];
  let value: unknown = item;
  for (const part of key.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
