import type { Column } from './types.ts';

/** The text that a node belongs to: the query, or the body of a saved function; `delta` turns its offsets into that text's. */
export interface Place {
  saved?: string;
  delta: number;
}

/** Tells a clause that was written here from one of the query. */
export const FOUND = '//found';

/** A column's name as query text. */
export function quoted(name: string): string {
  return `['${name.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}']`;
}

/**
 * Thrown while a query is compiled, when the columns of an operator are known better than the binder knows them (those of a
 * plug-in that depend on its data). The query is bound again with a clause behind the operator that says the columns.
 */
export class FoundSchema extends Error {
  readonly place: Place;
  readonly offset: number;
  readonly clause: string;

  constructor(place: Place, offset: number, columns: Column[] | string) {
    super('a plug-in of a data-dependent schema');
    this.place = place;
    this.offset = offset;
    // other text to be written there
    this.clause =
      typeof columns === 'string'
        ? columns
        : ` : ${FOUND}\n(${columns.map((c) => `${quoted(c.name)}:${c.type}`).join(', ')})`;
  }
}
