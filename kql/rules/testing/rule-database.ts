import type { Database } from '../../../kql-engine/index.ts';
import { acceptedDomains } from '../../../local/sample/organisation.ts';
import { foreignTables } from '../../foreign-tables.ts';
import { type ContentDatabaseOptions, contentDatabase } from '../../testing/content-database.ts';
import { rules } from './rules.ts';

export interface RuleDatabaseOptions extends Pick<ContentDatabaseOptions, 'watchlists'> {
  readonly now: Date;
  /** Whether the watchlist MailflowAcceptedDomains has the sample organisation's domains. Default true. */
  readonly accepted?: boolean;
}

/** A workspace with our tables, functions and watchlists, and those of others that the rules read. */
export function ruleDatabase({ accepted = true, ...options }: RuleDatabaseOptions): Database {
  return contentDatabase({
    ...options,
    queries: rules,
    tables: foreignTables,
    acceptedDomains: accepted ? acceptedDomains : [],
  });
}
