import type { Row } from '../../testing/content-database.ts';

/** What proves a rule: rows in which the guilty stand among the innocent, and whom the rule has to name. */
export interface RuleCase {
  /** Rows by table, as they are stored. Times count back from `NOW` of records.ts, at which the rule runs. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  /** Watchlists beside that of the accepted domains: their rows. */
  readonly watchlists?: Readonly<Record<string, readonly Row[]>>;
  /** All rows that the rule gives, by these columns, in any order; each column of an entity has to be among them. */
  readonly finds: readonly Row[];
  /** Rows of which, when there are no others, the rule says nothing: for rules that give one row for all there is. */
  readonly quiet?: RuleCase['rows'];
  /** The rule finds nothing (and nobody wrong) in a workspace without the watchlist MailflowAcceptedDomains. */
  readonly needsAcceptedDomains?: true;
  /** The rule tells of a state, such as a server that is silent, and says so in each run while it lasts. */
  readonly lasts?: true;
  /** Rows that the rule may give on the clean baseline each time it runs. Default none. */
  readonly noise?: number;
  /** Incidents of the sample organisation, on top of the clean baseline: what the rule gives so many minutes behind the start. */
  readonly incidents?: Readonly<Record<string, IncidentCase>>;
}

export interface IncidentCase {
  readonly minutes: number;
  /** All rows that the rule gives, out of the rows of the table that are marked guilty. */
  readonly finds: (guilty: readonly Row[]) => readonly Row[];
}
