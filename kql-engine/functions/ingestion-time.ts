import type { Node } from '../language-service.ts';
import { type Expr, type Rowset, type Scope, unsupported } from '../scope.ts';

/** Operators whose rows are rows of their input, with the time at which these came into their table. */
const keeping = new Set(
  'Filter Extend Project ProjectAway ProjectKeep ProjectReorder ProjectRename ProjectByNames Serialize Sort Top Take Sample Parse ParseWhere ParseKv As Render Consume'
    .split(' ')
    .map((name) => `${name}Operator`),
);

/** Operators that make rows out of rows of the input: what the service gives for those is not documented. */
const unsettling = new Set(
  'Join Lookup MvExpand MvApply Scan Evaluate Search Find'.split(' ').map((name) => `${name}Operator`),
);

/**
 * Whether the rows behind an operator have a time of ingestion: documented is that the function has to be used on a table and
 * is null otherwise, so that it is null behind summarize and the like.
 */
export function ingestionBehind(kind: string, input: Rowset): Rowset['ingestion'] {
  if (keeping.has(kind)) return input.ingestion;
  return input.ingestion && unsettling.has(kind) ? 'unknown' : undefined;
}

/** ingestion_time(): when the row came into its table, null where it comes from none. */
export function compileIngestionTime(node: Node, scope: Scope): Expr {
  if (scope.ingestion === 'unknown')
    throw unsupported('ingestion_time() of rows that an operator made out of rows of a table', node);
  return {
    type: 'datetime',
    bind(chunk) {
      if (!chunk.ingested) return () => null;
      const numbers = chunk.ingested.numbers?.();
      if (!numbers) {
        const times = chunk.ingestionTimes()!;
        return (row) => times[row];
      }
      const { values, valid } = numbers;
      return valid ? (row) => (valid[row] === 1 ? values[row] : null) : (row) => values[row];
    },
  };
}
