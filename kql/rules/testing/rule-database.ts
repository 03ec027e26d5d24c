import type { Database, Watchlist } from '../../../kql-engine/index.ts';
import { acceptedDomains } from '../../../local/sample/organisation.ts';
import { declaredWatchlists } from '../../declared-watchlists.ts';
import { foreignTables } from '../../foreign-tables.ts';
import { contentDatabase, type Row } from '../../testing/content-database.ts';
import { rules } from './rules.ts';

export interface RuleDatabaseOptions {
  readonly now: Date;
  /** Whether the watchlist MailflowAcceptedDomains has the sample organisation's domains. Default true. */
  readonly accepted?: boolean;
  readonly watchlists?: Readonly<Record<string, readonly Row[]>>;
}

/** A workspace with our tables, functions and watchlists, and those of others that the rules read. */
export function ruleDatabase({ now, accepted = true, watchlists = {} }: RuleDatabaseOptions): Database {
  const given = Object.entries(watchlists).map(([alias, rows]) => [alias, { rows: [...rows] } as Watchlist]);
  return contentDatabase({
    now,
    tables: foreignTables,
    watchlists: {
      ...declaredWatchlists(rules),
      ...(accepted ? { MailflowAcceptedDomains: domainsWatchlist } : {}),
      ...Object.fromEntries(given),
    },
  });
}

const domainsWatchlist: Watchlist = { rows: acceptedDomains.map((domain) => ({ SearchKey: domain })) };
