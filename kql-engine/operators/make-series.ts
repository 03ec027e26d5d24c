import type { Accumulator } from '../aggregates/registry.ts';
import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { asType } from '../functions/special-forms.ts';
import { columnsOf, elementsOf, kindOf, type Node } from '../language-service.ts';
import { RUNAWAY } from '../limits.ts';
import { type Expr, type Rowset, runtimeError, type Scope, unsupported, withColumns } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { EPOCH_TICKS } from '../values/datetime.ts';
import { type Dynamic, toDynamic } from '../values/dynamic.ts';
import { add, divide, floorTo, fromBigInt, type Int64, multiply, subtract } from '../values/int64.ts';
import { PairNumbers } from '../values/pair-numbers.ts';
import { GroupTable } from './group-table.ts';
import { limitRows } from './row-wise.ts';
import { addRows, compileAggregate } from './summarize.ts';

/** The most points of one series, as in the service. */
const MAX_POINTS = 1_048_576;

const EPOCH_ORIGIN = fromBigInt(-EPOCH_TICKS);

/** make-series: for each group one array of aggregates over a dense axis, and the axis itself. */
export function makeSeries(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const inner = withColumns(scope, input.columns);
  const axis = compileExpression(node.OnClause.Expression, inner);
  if (kindOf(node.RangeClause) !== 'MakeSeriesFromToStepClause') {
    throw unsupported('make-series in range()', node.RangeClause);
  }
  const constant = (n: Node | undefined, type: KqlType): unknown => {
    if (!n) return undefined;
    const e = compileExpression(n.Expression, { ...scope, columns: [] });
    return asType(e, type, n).constant?.value ?? null;
  };
  const type = axis.type;
  const width: KqlType = type === 'datetime' || type === 'timespan' ? 'timespan' : type;
  const step = constant(node.RangeClause.MakeSeriesStepClause, width) as Int64 | null;
  const from = constant(node.RangeClause.MakeSeriesFromClause, type) as Int64 | null | undefined;
  const to = constant(node.RangeClause.MakeSeriesToClause, type) as Int64 | null | undefined;
  if (step === null || !(step > 0))
    throw runtimeError('make-series', 'the step of make-series must be above zero', node);
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

  return {
    columns,
    *chunks() {
      const real = type === 'real';
      const table = new GroupTable(keys);
      const states = series.map((s) => s.make());
      // one aggregate state for each group and bin, numbered as they come
      const bins = new Map<Int64, number>();
      const cells = new PairNumbers();
      let low: Int64 | undefined;
      let high: Int64 | undefined;
      const origin = from ?? (type === 'datetime' ? EPOCH_ORIGIN : 0);
      for (const chunk of input.chunks()) {
        const groups = table.number(chunk);
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
          if (from !== undefined && from !== null && v < from) continue;
          if (to !== undefined && to !== null && v >= to) continue;
          const bin: Int64 = real
            ? Math.floor((Number(v) - Number(origin)) / Number(step)) * Number(step) + Number(origin)
            : floorTo(v, step, origin)!;
          if (low === undefined || bin < low) low = bin;
          if (high === undefined || bin > high) high = bin;
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
      const start = from ?? low;
      const end =
        to ?? (high === undefined ? undefined : real ? Number(high) + Number(step) : add(high, step));
      const points: Int64[] = [];
      if (start !== undefined && end !== undefined) {
        const count = real
          ? Math.ceil((Number(end) - Number(start)) / Number(step))
          : Number(divide(add(subtract(end, start), subtract(step, 1)), step));
        if (count > MAX_POINTS)
          throw runtimeError(RUNAWAY, `make-series would have ${count} points, at most ${MAX_POINTS}`, node);
        for (let i = 0; i < count; i++)
          points.push(real ? Number(start) + i * Number(step) : add(start, multiply(i, step)));
      }
      const total = keys.length === 0 ? 1 : table.size;
      const axisValues = points.map((p) => toDynamic(p, type));
      const out: unknown[][] = columns.map(() => []);
      for (let group = 0; group < total; group++) {
        for (let k = 0; k < keys.length; k++) out[k]!.push(table.values[k]![group]);
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
