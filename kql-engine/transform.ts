import { Chunk } from './chunk.ts';
import { azureFunctions, checkTransform } from './dcr-profile.ts';
import { FoundSchema } from './found-schema.ts';
import { createGlobals } from './language-service.ts';
import { defaultLimits } from './limits.ts';
import { compileQuery } from './query.ts';
import { bindOrThrow, createRun } from './run-query.ts';
import type { Rowset } from './scope.ts';
import type { Column } from './types.ts';
import { fromEdge } from './values/convert.ts';
import { toEdge } from './values/to-edge.ts';

export interface TransformOptions {
  /** The `transformKql` of a data collection rule: a query over the table `source`. */
  kql: string;
  /** The columns of the stream. */
  columns: Column[];
  now: () => Date;
}

export interface Transform {
  /** The columns that come out. */
  columns: Column[];
  /** Plain rows in, plain rows out; null values are left out. */
  run(rows: Record<string, unknown>[]): Record<string, unknown>[];
}

/** Few enough that the values of a chunk die young. */
const ROWS_AT_ONCE = 256;

/**
 * Prepares an Azure Monitor transformation. Throws KqlError when it does not bind or uses what Azure Monitor does not allow
 * in a transformation.
 */
export function createTransform({ kql, columns, now }: TransformOptions): Transform {
  const errors = checkTransform(kql, columns);
  if (errors[0]) throw errors[0];
  const globals = createGlobals([{ name: 'source', columns }], [], azureFunctions);
  let text = kql;
  let bound = bindOrThrow(text, globals);
  let batch: Record<string, unknown>[] = [];
  const usesClock = /\b(?:now|ago)\s*\(/.test(kql);
  let compiled: Rowset | undefined;

  function* source(): Iterable<Chunk> {
    for (let start = 0; start < batch.length; start += ROWS_AT_ONCE) {
      const rows = batch.slice(start, start + ROWS_AT_ONCE);
      yield new Chunk(
        rows.length,
        columns.map(
          ({ name, type }) =>
            () =>
              rows.map((row) => fromEdge(Object.hasOwn(row, name) ? row[name] : undefined, type)),
        ),
      );
    }
  }

  function compile(): Rowset {
    // now() is fixed while a batch runs, so a transform with a clock is compiled for each
    if (compiled && !usesClock) return compiled;
    const run = createRun(source, now, {
      ...defaultLimits,
      timeMs: Number.POSITIVE_INFINITY,
      madeRows: Number.POSITIVE_INFINITY,
    });
    for (;;) {
      try {
        compiled = compileQuery(bound.root, run);
        return compiled;
      } catch (thrown) {
        // the columns of an operator are known better than to the binder: once for each such operator
        if (!(thrown instanceof FoundSchema)) throw thrown;
        const at = thrown.offset + thrown.place.delta;
        text = text.slice(0, at) + thrown.clause + text.slice(at);
        bound = bindOrThrow(text, globals);
      }
    }
  }

  const out = compile().columns;
  const convert = out.map((c) => toEdge(c.type));
  return {
    columns: out,
    run(rows) {
      batch = rows;
      const result: Record<string, unknown>[] = [];
      for (const chunk of compile().chunks()) {
        const values = out.map((_, i) => chunk.column(i));
        for (let row = 0; row < chunk.length; row++) {
          const made: Record<string, unknown> = {};
          for (let i = 0; i < out.length; i++) {
            const value = convert[i]!(values[i]![row]);
            if (value !== null) made[out[i]!.name] = value;
          }
          result.push(made);
        }
      }
      batch = [];
      return result;
    },
  };
}
