import functions from '../infra/generated/content/functions.json' with { type: 'json' };
import type { DatabaseOptions } from '../kql-engine/index.ts';
import { declaredWatchlists } from './declared-watchlists.ts';
import { functionDeclarations } from './function-declarations.ts';

/** The saved functions as they are deployed, with the watchlists they read, which are empty: what a database needs to know them. */
export const workspaceFunctions: Required<Pick<DatabaseOptions, 'functions' | 'watchlists'>> = {
  functions: functionDeclarations(functions),
  watchlists: declaredWatchlists(functions),
};
