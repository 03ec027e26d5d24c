import type { Watchlist } from '../kql-engine/index.ts';

/**
 * Empty watchlists for all that queries read by `_GetWatchlist('alias')`. A workspace gives no rows for a watchlist that it does
 * not have; the engine refuses one that it does not know.
 */
export function declaredWatchlists(queries: Iterable<{ readonly query: string }>): Record<string, Watchlist> {
  const found: Record<string, Watchlist> = {};
  for (const { query } of queries) {
    for (const [, alias] of query.matchAll(/_GetWatchlist\s*\(\s*['"]([^'"]+)['"]\s*\)/g)) {
      found[alias!] = { rows: [] };
    }
  }
  return found;
}
