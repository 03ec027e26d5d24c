import type { Database, TableDeclaration, Watchlist } from '../../../kql-engine/index.ts';
import { acceptedDomains } from '../../../local/sample/organisation.ts';
import { declaredWatchlists } from '../../declared-watchlists.ts';
import { contentDatabase, type Row } from '../../testing/content-database.ts';
import { rules } from './rules.ts';

/** Tables of Azure Monitor and Microsoft Sentinel that rules read, with the columns they use, as their reference pages have them. */
export const otherTables: readonly TableDeclaration[] = [
  {
    name: 'DCRLogErrors',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'InputStreamId', type: 'string' },
      { name: 'Message', type: 'string' },
      { name: 'OperationName', type: 'string' },
      { name: '_ResourceId', type: 'string' },
    ],
  },
  {
    name: 'ThreatIntelIndicators',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'Id', type: 'string' },
      { name: 'ObservableKey', type: 'string' },
      { name: 'ObservableValue', type: 'string' },
      { name: 'Confidence', type: 'int' },
      { name: 'IsActive', type: 'bool' },
      { name: 'ValidUntil', type: 'datetime' },
    ],
  },
];

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
    tables: otherTables,
    watchlists: {
      ...declaredWatchlists(rules),
      ...(accepted ? { MailflowAcceptedDomains: domainsWatchlist } : {}),
      ...Object.fromEntries(given),
    },
  });
}

const domainsWatchlist: Watchlist = { rows: acceptedDomains.map((domain) => ({ SearchKey: domain })) };
