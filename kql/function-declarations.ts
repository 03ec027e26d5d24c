import type { FunctionDeclaration } from '../kql-engine/index.ts';

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
