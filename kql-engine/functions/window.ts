import { compileExpression, toBool } from '../expressions/compile.ts';
import { kindOf, type Node, scalarTypeOf } from '../language-service.ts';
import { constantOf, type Expr, type Scope, unsupported } from '../scope.ts';
import { addDecimals } from '../values/decimal.ts';
import { add, type Int64, subtract } from '../values/int64.ts';
import { asType } from './special-forms.ts';

const names = new Set([
  'row_number',
  'row_cumsum',
  'row_rank_dense',
  'row_rank_min',
  'row_window_session',
  'prev',
  'next',
]);

/**
 * Compiles the functions that look at other rows. They bind to a chunk that holds all rows: the operator sees
 * `scope.windows.used` and puts its input together.
 */
export function compileWindowFunction(
  name: string,
  node: Node,
  args: Node[],
  scope: Scope,
): Expr | undefined {
  if (!names.has(name)) return undefined;
  if (!scope.windows) throw unsupported(`the window function ${name}() here`, node);
  scope.windows.used = true;
  const type = scalarTypeOf(node) ?? 'long';
  const parts = args.map((a) => compileExpression(a, scope));
  const restart = (index: number) => (parts[index] ? toBool(parts[index]!) : constantOf('bool', false));
  switch (name) {
    case 'row_number': {
      const start = (parts[0]?.constant?.value as number | undefined) ?? 1;
      const again = restart(1);
      return running(type, [again], (state: { n: number } | undefined, first, [isNew]) => {
        const n = first || isNew === true ? start : state!.n + 1;
        return { state: { n }, value: n };
      });
    }
    case 'row_cumsum': {
      const value = asType(parts[0]!, type, node);
      return running(type, [value, restart(1)], (state: { sum: unknown } | undefined, first, [v, isNew]) => {
        const zero = type === 'decimal' ? '0' : 0;
        const before = first || isNew === true ? zero : state!.sum;
        const sum =
          v === null
            ? before
            : type === 'decimal'
              ? addDecimals(before as string, v as string)
              : type === 'real'
                ? Number(before) + Number(v)
                : add(before as Int64, v as Int64);
        return { state: { sum }, value: sum };
      });
    }
    case 'row_rank_dense':
    case 'row_rank_min': {
      const dense = name === 'row_rank_dense';
      type State = { rank: number; count: number; last: unknown };
      return running(type, [parts[0]!, restart(1)], (state: State | undefined, first, [v, isNew]) => {
        if (first || isNew === true) return { state: { rank: 1, count: 1, last: v }, value: 1 };
        const count = state!.count + 1;
        const rank = v === state!.last ? state!.rank : dense ? state!.rank + 1 : count;
        return { state: { rank, count, last: v }, value: rank };
      });
    }
    case 'row_window_session': {
      const [value, within, between] = parts as [Expr, Expr, Expr];
      type State = { start: unknown; last: unknown };
      return running(
        type,
        [value, within, between, restart(3)],
        (state: State | undefined, first, [v, w, b, isNew]) => {
          if (v === null) return { state: { start: null, last: null }, value: null };
          const fresh =
            first ||
            isNew === true ||
            state!.start === null ||
            subtract(v as Int64, state!.start as Int64) > (w as Int64) ||
            subtract(v as Int64, state!.last as Int64) > (b as Int64);
          const start = fresh ? v : state!.start;
          return { state: { start, last: v }, value: start };
        },
      );
    }
    default:
      return neighbour(name === 'prev' ? -1 : 1, parts, type, node);
  }
}

type Step<S> = (state: S | undefined, first: boolean, values: unknown[]) => { state: S; value: unknown };

/** A value carried from row to row, computed once a chunk. */
function running<S>(type: Expr['type'], inputs: Expr[], step: Step<S>): Expr {
  return {
    type,
    bind(chunk) {
      const bound = inputs.map((e) => e.bind(chunk));
      const out: unknown[] = new Array(chunk.length);
      let state: S | undefined;
      for (let row = 0; row < chunk.length; row++) {
        const next = step(
          state,
          row === 0,
          bound.map((b) => b(row)),
        );
        state = next.state;
        out[row] = next.value;
      }
      return (row) => out[row];
    },
  };
}

function neighbour(direction: number, parts: Expr[], type: Expr['type'], node: Node): Expr {
  const value = asType(parts[0]!, type, node);
  const distance = parts[1] ? parts[1].constant?.value : 1;
  if (typeof distance !== 'number')
    throw unsupported(`a distance that is not constant in ${kindOf(node)}`, node);
  const missing = parts[2] ? asType(parts[2], type, node) : constantOf(type, type === 'string' ? '' : null);
  return {
    type,
    bind(chunk) {
      const get = value.bind(chunk);
      const other = missing.bind(chunk);
      return (row) => {
        const at = row + direction * distance;
        return at >= 0 && at < chunk.length ? get(at) : other(row);
      };
    },
  };
}
