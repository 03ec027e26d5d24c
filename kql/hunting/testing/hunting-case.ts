import type { Row } from '../../testing/content-database.ts';
import type { CaseRecord } from './mail.ts';

/** What a hunting query is tried on, and what has to come out: `NAME.case.ts` beside `NAME.yaml` exports one as `huntingCase`. */
export interface HuntingCase {
  /** Records of servers at contoso.com; now is 2026-11-21T12:00:00Z. Among the guilty stand those who are just not guilty. */
  readonly records?: readonly CaseRecord[];
  /** Rows of the table beside them, such as message traces. */
  readonly traces?: readonly Row[];
  /** Rows of other tables, by table. */
  readonly others?: Readonly<Record<string, readonly Row[]>>;
  /** Rows of watchlists beside that of the accepted domains, by alias. */
  readonly watchlists?: Readonly<Record<string, readonly Row[]>>;
  /** All rows that the query gives, in their order, each by some of its columns. */
  readonly finds: readonly Row[];
  /** The same where an analyst changes what stands at the top, or the time range. */
  readonly changed?: readonly ChangedQuery[];
  /** Rows that have to be among those of the sample organisation with its incidents. */
  readonly inSample?: readonly Row[];
}

export interface ChangedQuery {
  /** Values of `let` statements by their names, as KQL. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The time range of the Hunting page, start and end, which it writes into queries that ask for it. */
  readonly page?: readonly [start: string, end: string];
  /** The workspace has no watchlist of the accepted domains. */
  readonly domainsUnknown?: true;
  readonly finds: readonly Row[];
}
