import type { ShownRow } from './tenant.ts';

/** What `$filter` asks for, after everything that the service ignores has been left out. */
export interface TraceFilter {
  /** Bounds of `receivedDateTime` as given. */
  start?: string;
  end?: string;
  /** Value by property, from `eq`. */
  equals: { [property: string]: string };
  subject?: { how: 'contains' | 'startswith' | 'endswith'; text: string };
}

/** Properties that take `eq`: resource exchangeMessageTrace, section "Properties" (Graph v1.0, 2026-01-27). */
const comparable = ['id', 'messageId', 'fromIP', 'toIP', 'senderAddress', 'recipientAddress', 'status'];

/**
 * Reads `$filter`. The rules are those that the administrator guide 1.1.0 of Nico77600/MessageTraceReport (2026-10-02)
 * measured: all is ANDed, of several values for one property the last counts, and `or`, `in`, `ne`, `not`, `lt` and
 * functions on anything but the subject are accepted and ignored.
 * @returns a sentence where the filter is refused
 */
export function parseTraceFilter(text: string): TraceFilter | string {
  const filter: TraceFilter = { equals: {} };
  for (const clause of clausesOf(text)) {
    const search = /^(contains|startswith|endswith)\(\s*subject\s*,\s*'((?:[^']|'')*)'\s*\)$/i.exec(clause);
    if (search) {
      filter.subject = {
        how: search[1]!.toLowerCase() as 'contains',
        text: search[2]!.replaceAll("''", "'").toLowerCase(),
      };
      continue;
    }
    const comparison = /^(\w+)\s+(\w+)\s+(.+)$/s.exec(clause);
    if (!comparison || comparison[1]!.toLowerCase() === 'not') continue;
    const [, property = '', operator = '', rest = ''] = comparison;
    const value = /^'.*'$/s.test(rest) ? rest.slice(1, -1).replaceAll("''", "'") : rest;
    if (property === 'receivedDateTime') {
      if (operator === 'ge') filter.start = value;
      if (operator === 'le') filter.end = value;
    } else if (!comparable.includes(property)) {
      return `Could not find a filterable property named '${property}' on type 'microsoft.graph.exchangeMessageTrace'.`;
    } else if (operator === 'eq') filter.equals[property] = value;
  }
  return filter;
}

/** Whether a row passes all but the bounds of time. Text is compared without case, as Exchange compares addresses. */
export function matchesFilter(row: ShownRow, filter: TraceFilter): boolean {
  for (const property in filter.equals) {
    const wanted = filter.equals[property]!.toLowerCase();
    const found = row[property as 'id'].toLowerCase();
    // `*@domain` as sender is a filter by domain; no other wildcard finds anything. Same guide.
    const domain = property === 'senderAddress' && /^\*@[^*]+$/.test(wanted);
    if (domain ? !found.endsWith(wanted.slice(1)) : found !== wanted) return false;
  }
  if (filter.subject === undefined) return true;
  const { how, text } = filter.subject;
  const subject = row.subject.toLowerCase();
  if (how === 'contains') return subject.includes(text);
  return how === 'startswith' ? subject.startsWith(text) : subject.endsWith(text);
}

/** The parts between `and` and `or` outside of quotes, without brackets around them. */
function clausesOf(text: string): string[] {
  // Outside of quotes an even number of them follows.
  const parts = text.split(/\s+(?:and|or)\s+(?=(?:[^']*'[^']*')*[^']*$)/i);
  return parts.map((part) => {
    const clause = part.trim().replace(/^[(\s]+/, '');
    const closing = clause.split(')').length - clause.split('(').length;
    return closing > 0 ? clause.replace(new RegExp(`(?:\\s*\\)){${closing}}$`), '') : clause;
  });
}
