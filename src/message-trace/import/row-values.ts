/** 8-4-4-4-12 hex digits; historical search also writes them without hyphens, PowerShell can add braces. */
const guid = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;
const noMessage = '00000000-0000-0000-0000-000000000000';

/** A message trace id as all logs write it: lower case, with hyphens. Undefined where the text is none. */
export function readTraceId(text: string): string | undefined {
  const match = guid.exec(text);
  if (match === null) return undefined;
  const id = match.slice(1).join('-').toLowerCase();
  return id === noMessage ? undefined : id;
}

/** Bytes; undefined where there is nothing; NaN where the text is no such number. */
export function readSize(text: string): number | undefined {
  if (text === '') return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * The text of a JSON value. PowerShell 5.1 can wrap a value: `{"value": …, …}`.
 * Undefined where it is an object or a list.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const wrapped = Object.entries(value).find(([key]) => key.toLowerCase() === 'value')?.[1];
  return typeof wrapped === 'string' ? wrapped : undefined;
}
