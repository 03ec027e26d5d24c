import { FoundSchema } from './found-schema.ts';
import { KqlError } from './kql-error.ts';
import {
  createGlobals,
  type FunctionDeclaration,
  type Globals,
  type TableDeclaration,
} from './language-service.ts';
import { compileQuery } from './query.ts';
import { bindReporting } from './run-query.ts';
import type { Rowset, Run } from './scope.ts';

/** What the names of a query mean. */
export interface Declarations {
  tables: TableDeclaration[];
  functions: FunctionDeclaration[];
  globals: Globals;
}

/** Plug-ins of one query whose columns depend on the data: more is taken for a loop. */
const MAX_ROUNDS = 32;

/**
 * Compiles a query; where the columns of a plug-in depend on its data, they are computed and the whole query is bound again,
 * so that everything behind it (in let statements, joins, unions and saved functions too) sees them.
 */
export function compileBound(text: string, declarations: Declarations, run: Run): Rowset {
  let current = text;
  let { functions, globals } = declarations;
  run.tables = declarations.tables;
  const inserted: { offset: number; length: number }[] = [];
  for (let round = 0; ; round++) {
    const { root, error } = bindReporting(current, globals);
    try {
      // errors behind such a plug-in (or a covariance, union, view, series or scan) may be gone when its columns are known
      if (
        error &&
        !/\b(?:evaluate|covariance\w*|union|view|make-series|scan|parse)\b(?!_)/.test(
          current + functions.map((f) => f.body).join(' '),
        )
      )
        throw error;
      const rowset = compileQuery(root, run);
      if (error) throw error;
      return rowset;
    } catch (thrown) {
      if (!(thrown instanceof FoundSchema)) throw original(error ?? thrown, inserted);
      if (round === MAX_ROUNDS)
        throw new KqlError('schema', 'too many plug-ins of a data-dependent schema', 0, 0, 'runtime');
      const { place, clause } = thrown;
      const at = thrown.offset + place.delta;
      const put = (body: string) => body.slice(0, at) + clause + body.slice(at);
      if (place.saved === undefined) {
        current = put(current);
        inserted.push({ offset: at, length: clause.length });
      } else {
        functions = functions.map((f) => (f.name === place.saved ? { ...f, body: put(wrapped(f.body)) } : f));
        globals = createGlobals(declarations.tables, functions);
      }
    }
  }
}

/** A function's body as the binder is given it, with its braces. */
function wrapped(body: string): string {
  const bare = body.trim();
  return bare.startsWith('{') ? bare : `{ ${bare}\n}`;
}

/** The error with its place in the text as it was asked. */
function original(thrown: unknown, inserted: { offset: number; length: number }[]): unknown {
  if (!(thrown instanceof KqlError) || inserted.length === 0) return thrown;
  let { start, length: size } = thrown;
  for (const { offset, length } of [...inserted].reverse()) {
    if (start >= offset + length) start -= length;
    else if (start > offset) start = offset;
    else if (start + size > offset) size -= length;
  }
  return new KqlError(thrown.code, thrown.message, start, size, thrown.kind);
}
