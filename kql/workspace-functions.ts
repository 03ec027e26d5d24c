import functions from '../infra/generated/content/functions.json' with { type: 'json' };
import type { DatabaseOptions, FunctionDeclaration } from '../kql-engine/index.ts';
import { declaredWatchlists } from './declared-watchlists.ts';

/** Saved functions as the engine takes them. @param functions as infra/saved-functions.ts or the generated file has them */
export function functionDeclarations(
  functions: readonly { readonly alias: string; readonly parameters: string; readonly query: string }[],
): FunctionDeclaration[] {
  return functions.map(({ alias, parameters, query }) => ({
    name: alias,
    parameters: `(${parameters})`,
    body: query,
  }));
}

/** The saved functions as they are deployed, with the watchlists they read, which are empty: what a database needs to know them. */
export const workspaceFunctions: Required<Pick<DatabaseOptions, 'functions' | 'watchlists'>> = {
  functions: functionDeclarations(functions),
  watchlists: declaredWatchlists(functions),
};
