import { type Place, parseTime } from './tenant.ts';
import type { TraceFilter } from './trace-filter.ts';

/**
 * What a `$skiptoken` holds: base64 of JSON with the cursor of Get-MessageTraceV2 (elastic/integrations #18134). The
 * next page begins behind the last row's time and recipient, which the parameters EndDate and
 * StartingRecipientAddress of that cmdlet name (its reference page). How the service goes on between two
 * messages to one recipient in the same 100 ns is not known; the double keeps the id too and loses neither.
 */
export interface SkipToken {
  readonly StartDate: string;
  readonly EndDate: string;
  /** Undefined before the first row, in the links of empty pages. */
  readonly StartingRecipientAddress?: string;
  readonly StartingId?: string;
  readonly ResultSize: number;
  /** Conditions besides the period. */
  readonly Filter?: Pick<TraceFilter, 'equals' | 'subject'>;
  /** Empty pages so far; makes the link of each another one. */
  readonly EmptyPages?: number;
}

export function encodeSkipToken(token: SkipToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64');
}

/** The known failure that every value is JSON once more: elastic/integrations #18134 (2026-03-30). */
export function encodeSkipTokenTwice(token: SkipToken): string {
  const twice = Object.entries(token).map(([name, value]) => [name, JSON.stringify(value)]);
  return Buffer.from(JSON.stringify(Object.fromEntries(twice))).toString('base64');
}

/** @returns a sentence where the token is refused; the two known texts are from elastic/integrations #18134 and #18985 */
export function decodeSkipToken(text: string): SkipToken | string {
  let token: Partial<Record<keyof SkipToken, unknown>> | null;
  try {
    token = JSON.parse(Buffer.from(text, 'base64').toString());
  } catch {
    token = null;
  }
  if (token === null || typeof token !== 'object') return 'The skip token is malformed.';
  for (const name of ['StartDate', 'EndDate'] as const) {
    if (!isTime(token[name])) {
      return `|System.ArgumentException|Cannot process argument transformation on parameter '${name}'. Cannot convert value to type "System.Nullable\`1[System.DateTime]".`;
    }
  }
  const recipient = token.StartingRecipientAddress;
  if (recipient !== undefined && !(typeof recipient === 'string' && /^[^@\s]+@[^@\s]+$/.test(recipient))) {
    return '|System.ArgumentException|Invalid starting recipient address';
  }
  if (!Number.isInteger(token.ResultSize)) return 'The skip token is malformed.';
  return token as SkipToken;
}

/** The place of a token's last row; undefined at the start. */
export function placeOf(token: SkipToken): Place | undefined {
  if (token.StartingRecipientAddress === undefined) return undefined;
  return {
    receivedDateTime: token.EndDate,
    recipientAddress: token.StartingRecipientAddress,
    id: token.StartingId ?? '',
  };
}

function isTime(value: unknown): boolean {
  try {
    return typeof value === 'string' && !Number.isNaN(parseTime(value).ms);
  } catch {
    return false;
  }
}
