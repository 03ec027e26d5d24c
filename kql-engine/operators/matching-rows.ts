import type { Chunk } from '../chunk.ts';
import type { Node } from '../language-service.ts';
import { type Scope, withColumns } from '../scope.ts';
import { widened } from './find.ts';
import { compileSearch } from './search.ts';
import type { NamedInput } from './tables.ts';

/** Rows of one input that meet a condition. */
export interface MatchingRows {
  readonly input: NamedInput;
  /** Columns of the input, then those that only others have. */
  readonly rows: Chunk;
}

/**
 * The rows of several inputs that meet the condition of `search` or `find`; a column that only others have is empty.
 * The conditions are compiled at once, so that a mistake shows before any row is read.
 */
export function matchingRows(
  inputs: readonly NamedInput[],
  condition: Node,
  scope: Scope,
  cased: boolean,
): () => Iterable<MatchingRows> {
  const rowsets = inputs.map(({ rowset }) => rowset);
  const sources = inputs.map((input) => {
    const whole = widened(input.rowset, rowsets);
    return { input, whole, holds: compileSearch(condition, withColumns(scope, whole.columns), cased) };
  });
  return function* () {
    for (const { input, whole, holds } of sources) {
      for (const chunk of whole.chunks()) {
        scope.run.check();
        const test = holds.bind(chunk);
        const rows: number[] = [];
        for (let row = 0; row < chunk.length; row++) if (test(row) === true) rows.push(row);
        if (rows.length > 0) yield { input, rows: chunk.take(rows) };
      }
    }
  };
}
