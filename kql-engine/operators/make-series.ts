import type { Accumulator } from '../aggregates/registry.ts';
import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { FOUND, FoundSchema, quoted } from '../found-schema.ts';
import { columnsOf, elementsOf, kindOf, type Node, spanOf } from '../language-service.ts';
import { RUNAWAY } from '../limits.ts';
import { type Expr, type Rowset, runtimeError, type Scope, unsupported, withColumns } from '../scope.ts';
import type { Column, KqlType } from '../types.ts';
import { MIN_DATETIME } from '../values/datetime.ts';
import { type Dynamic, toDynamic } from '../values/dynamic.ts';
import { add, divide, floorTo, type Int64, multiply, subtract } from '../values/int64.ts';
import { PairNumbers } from '../values/pair-numbers.ts';
import { addRows } from './add-rows.ts';
import { foundBehind } from './found-behind.ts';
import { GroupTable } from './group-table.ts';
import { bounds } from './make-series-bounds.ts';
import { parameter } from './parameters.ts';
import { limitRows } from './row-wise.ts';
import { compileAggregate } from './summarize.ts';

/** The most points of one series, as in the service. */
const MAX_POINTS = 1_048_576;

/**
 * make-series: for each group one array of aggregates over a dense axis, and the axis itself. Where the axis has no start or
 * no end, it reaches over the bins in which that group has rows.
 */
export function makeSeries(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = arrayColumns(node, scope);
  const inner = withColumns(scope, input.columns);
  const axis = compileExpression(node.OnClause.Expression, inner);
  const type = axis.type;
  const { step, from, to, inRange } = bounds(node, type, scope);
  const keys = node.ByClause
    ? elementsOf(node.ByClause.Expressions).map((e) => compileExpression(e, inner))
    : [];
  const series = elementsOf(node.Aggregates).map((a: Node) => {
    const named = a.Expression;
    const bare = kindOf(named) === 'SimpleNamedExpression' ? named.Expression : named;
    const fallback = a.DefaultExpression
      ? compileExpression(a.DefaultExpression.Expression, { ...scope, columns: [] })
      : undefined;
    const isCall = kindOf(bare) === 'FunctionCallExpression';
    const fixed = isCall ? undefined : compileExpression(bare, { ...scope, columns: [] });
    if (fixed && !fixed.constant) throw unsupported('this aggregate of make-series', a);
    const make = fixed ? constantState(fixed.constant?.value) : compileAggregate(bare, inner, new Set());
    const resultType = fixed ? fixed.type : compileType(bare);
    if (resultType === 'decimal') throw unsupported('make-series of decimals', a);
    return { make, type: resultType, missing: missingValue(fallback, resultType) };
  });
  if (columns.length !== keys.length + series.length + 1) throw unsupported('this make-series', node);
  const nonEmpty = parameter(node, 'kind')?.toLowerCase() === 'nonempty';
  /** Each group has an axis of its own. */
  const open = from === undefined || to === undefined;

  return {
    columns,
    *chunks() {
      const real = type === 'real';
      const table = new GroupTable(keys);
      const states = series.map((s) => s.make());
      const spans = new Spans();
      let any = false;
      // one aggregate state for each group and bin, numbered as they come
      const bins = new Map<Int64, number>();
      const cells = new PairNumbers();
      const origin = (inRange ? undefined : from) ?? (type === 'datetime' ? MIN_DATETIME : 0);
      for (const chunk of input.chunks()) {
        const groups = table.number(chunk);
        any ||= chunk.length > 0;
        const value = axis.bind(chunk);
        // the cell of each row that counts
        const rows = new Uint32Array(chunk.length);
        const cellOf = new Int32Array(chunk.length);
        let kept = 0;
        let lastBin: Int64 | undefined;
        let binNumber = 0;
        for (let row = 0; row < chunk.length; row++) {
          const v = value(row) as Int64 | null;
          if (v === null) continue;
          inRange?.(v);
          if (from !== undefined && v < from) continue;
          if (to !== undefined && v >= to) continue;
          const bin: Int64 = real
            ? Math.floor((Number(v) - Number(origin)) / Number(step)) * Number(step) + Number(origin)
            : floorTo(v, step, origin)!;
          if (open) spans.add(groups[row]!, bin);
          if (bin !== lastBin) {
            binNumber = bins.get(bin) ?? bins.size;
            bins.set(bin, binNumber);
            lastBin = bin;
          }
          cellOf[kept] = cells.add(groups[row]!, binNumber);
          rows[kept++] = row;
        }
        const counted = kept === chunk.length ? chunk : chunk.take(rows.subarray(0, kept));
        for (const state of states) addRows(state, counted, cellOf.subarray(0, kept));
        limitRows(cells.size, scope);
      }
      const axisOf = (group: number): Int64[] => {
        const start = from ?? spans.low(group);
        const high = spans.high(group);
        const end =
          to ?? (high === undefined ? undefined : real ? Number(high) + Number(step) : add(high, step));
        return start === undefined || end === undefined ? [] : pointsBetween(start, end, step, real, node);
      };
      let total = table.size;
      // one row without groups; of no rows at all only where kind=nonempty asks for it
      if (keys.length === 0) total = any || nonEmpty ? 1 : 0;
      const out: unknown[][] = columns.map(() => []);
      let points: Int64[] = [];
      let axisValues: Dynamic[] = [];
      for (let group = 0; group < total; group++) {
        if (open || group === 0) {
          points = axisOf(group);
          axisValues = points.map((p) => toDynamic(p, type));
          scope.run.made(points.length);
        }
        for (let k = 0; k < keys.length; k++) out[k]!.push(table.values[k]![group]);
        scope.run.made(points.length * series.length);
        scope.run.check();
        series.forEach((s, i) => {
          const list: Dynamic[] = points.map((p) => {
            const cell = cells.find(group, bins.get(p) ?? -1);
            return cell < 0 ? s.missing : toDynamic(states[i]!.result(cell)[0], s.type);
          });
          out[keys.length + i]!.push(list);
        });
        out[columns.length - 1]!.push(axisValues);
      }
      if (total > 0) yield new Chunk(total, out);
    },
  };
}

/** The columns; the binder takes some series, such as percentile(), for single values: then the query is bound again. */
function arrayColumns(node: Node, scope: Scope): Column[] {
  const columns = columnsOf(node)!;
  const first = node.ByClause ? elementsOf(node.ByClause.Expressions).length : 0;
  const mistaken = columns.filter((c, i) => i >= first && c.type !== 'dynamic').map((c) => quoted(c.name));
  if (mistaken.length && !foundBehind(node, 'ExtendOperator')) {
    const { start, length } = spanOf(node);
    const clause = ` | extend ${FOUND}\n${mistaken.map((name) => `${name} = todynamic(${name})`).join(', ')}`;
    throw new FoundSchema(scope.place ?? { delta: 0 }, start + length, clause);
  }
  return columns.map((c, i) => (i < first ? c : { name: c.name, type: 'dynamic' }));
}

/** The points of an axis; its end is not among them. */
function pointsBetween(start: Int64, end: Int64, step: Int64, real: boolean, node: Node): Int64[] {
  const count = real
    ? Math.ceil((Number(end) - Number(start)) / Number(step))
    : Number(divide(add(subtract(end, start), subtract(step, 1)), step));
  if (count > MAX_POINTS)
    throw runtimeError(RUNAWAY, `make-series would have ${count} points, at most ${MAX_POINTS}`, node);
  const points: Int64[] = [];
  for (let i = 0; i < count; i++)
    points.push(real ? Number(start) + i * Number(step) : add(start, multiply(i, step)));
  return points;
}

/** The first and the last bin in which a group has rows. */
class Spans {
  readonly #low: (Int64 | undefined)[] = [];
  readonly #high: (Int64 | undefined)[] = [];

  add(group: number, bin: Int64): void {
    const low = this.#low[group];
    const high = this.#high[group];
    if (low === undefined || bin < low) this.#low[group] = bin;
    if (high === undefined || bin > high) this.#high[group] = bin;
  }

  low(group: number): Int64 | undefined {
    return this.#low[group];
  }

  high(group: number): Int64 | undefined {
    return this.#high[group];
  }
}

/** A constant stands in every point that has rows. */
function constantState(value: unknown): () => Accumulator {
  return () => ({ bind: () => () => undefined, result: () => [value] });
}

function compileType(call: Node): KqlType {
  return (call.ResultType?.Name as KqlType | undefined) ?? 'long';
}

/** What stands where there is no row: the given default, otherwise zero of the type. */
function missingValue(fallback: Expr | undefined, type: KqlType): Dynamic {
  if (fallback) {
    const value = fallback.constant?.value;
    if (type === 'real' && fallback.type !== 'real' && value !== null)
      return toDynamic(Number(value), 'real');
    return toDynamic(value, fallback.type);
  }
  return type === 'real' ? toDynamic(0, 'real') : type === 'dynamic' ? null : toDynamic(0, type);
}
