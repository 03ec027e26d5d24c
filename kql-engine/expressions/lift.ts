import { Chunk, type Values } from '../chunk.ts';
import type { Expr } from '../scope.ts';

/** The column that alone decides all the parts, when there is just one. */
export function onlyColumn(parts: Expr[]): number | undefined {
  let column: number | undefined;
  for (const part of parts) {
    if (part.constant) continue;
    if (part.over === undefined || (column !== undefined && part.over !== column)) return undefined;
    column = part.over;
  }
  return column;
}

/** A string column as codes, and the values of an expression over it by code. */
export interface Coded {
  codes: ArrayLike<number>;
  /** The number of codes. */
  size: number;
  /** The same array for chunks with the same codes. */
  identity: object;
  value(code: number): unknown;
}

/**
 * An expression over one column by the codes of that column, when the chunk has them. Only codes that occur may be asked
 * for: another value need not even be valid for the expression.
 */
export function coded(expression: Expr, chunk: Chunk): Coded | undefined {
  if (expression.over === undefined) return undefined;
  const dictionary = chunk.dictionary(expression.over);
  if (!dictionary || dictionary.values.length > 4 * chunk.length + 64) return undefined;
  const { codes, values } = dictionary;
  return {
    codes,
    size: values.length,
    identity: values,
    value: expression.bind(chunkOfValues(values, expression.over)),
  };
}

/** The distinct values of one column as a chunk of their own. */
function chunkOfValues(values: readonly string[], column: number): Chunk {
  const columns: Values[] = [];
  columns[column] = values as unknown as Values;
  return new Chunk(values.length, columns);
}

/** An expression over one column that is computed once for each distinct value, where the column comes as codes. */
export function lifted(expression: Expr, column: number): Expr {
  const plain: Expr = { ...expression, over: column };
  let last: { identity: unknown; known: unknown[]; value(code: number): unknown } | undefined;
  return {
    ...plain,
    bind(chunk) {
      const form = coded(plain, chunk);
      // values that hardly repeat are not worth the memory
      if (!form || 4 * form.size > 3 * chunk.length) return expression.bind(chunk);
      if (!last || last.identity !== form.identity) {
        last = {
          identity: form.identity,
          known: new Array(form.size).fill(undefined),
          value: form.value,
        };
      }
      const { codes } = form;
      const { known, value } = last;
      return (row) => {
        const code = codes[row]!;
        const v = known[code];
        if (v !== undefined) return v;
        const made = value(code);
        known[code] = made;
        return made;
      };
    },
  };
}
