import functions from '../infra/generated/content/functions.json' with { type: 'json' };
import type { DatabaseOptions } from '../kql-engine/index.ts';
import { declaredWatchlists } from './declared-watchlists.ts';

/** The saved functions as they are deployed, with the watchlists they read, which are empty: what a database needs to know them. */
export const workspaceFunctions: Required<Pick<DatabaseOptions, 'functions' | 'watchlists'>> = {
  functions: functions.map(({ alias, parameters, query }) => ({
    name: alias,
    parameters: `(${parameters})`,
    body: query,
  })),
  watchlists: declaredWatchlists(functions),
};
