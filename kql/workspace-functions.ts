import functions from '../infra/generated/content/functions.json' with { type: 'json' };
import type { FunctionDeclaration, Watchlist } from '../kql-engine/index.ts';
import { declaredWatchlists } from './declared-watchlists.ts';
import { functionDeclarations } from './function-declarations.ts';

/** The saved functions as they are deployed, with the watchlists they read, which are empty: what a database needs to know them. */
export const workspaceFunctions: { functions: FunctionDeclaration[]; watchlists: Record<string, Watchlist> } =
  {
    functions: functionDeclarations(functions),
    watchlists: declaredWatchlists(functions),
  };
