import { isoSecond, type TimeRange } from './time-range.ts';

/** Rows that one request gives at most. Source: Microsoft Graph v1.0, "List messageTraces" (2026-01-27), `$top`. */
export const maxPageSize = 5000;

/** What to list. Only conditions that the service is known to honour: one value a property, all of them together. */
export interface TraceQuery extends TimeRange {
  readonly status?: string;
  /** Domain after the `@`. */
  readonly senderDomain?: string;
}

const listPath = '/v1.0/admin/exchange/tracing/messageTraces';

/**
 * The URL of a list request. Bounds are whole seconds, widened outwards, with `ge` and `le`: whether the service
 * honours fractions is not documented, and it ignores `gt`, `lt`, `or` and `in` without a word.
 */
export function listUrl(endpoint: string, query: TraceQuery, pageSize: number): string {
  const { from, to, status, senderDomain } = query;
  const conditions = [
    `receivedDateTime ge ${isoSecond(from)}`,
    `receivedDateTime le ${isoSecond(to + 999)}`,
    ...(status === undefined ? [] : [`status eq ${quoted(status)}`]),
    ...(senderDomain === undefined ? [] : [`senderAddress eq ${quoted(`*@${senderDomain}`)}`]),
  ];
  return `${endpoint}${listPath}?$top=${pageSize}&$filter=${encodeURIComponent(conditions.join(' and '))}`;
}

/** The URL of the events of one message for one recipient. */
export function detailsUrl(endpoint: string, id: string, recipientAddress: string): string {
  const recipient = encodeURIComponent(quoted(recipientAddress));
  return `${endpoint}${listPath}/${encodeURIComponent(id)}/getDetailsByRecipient(recipientAddress=${recipient})`;
}

/** A string of OData: quotes inside are doubled. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
