import { nearestRank } from '../../aggregates/nearest-rank.ts';
import { Chunk } from '../../chunk.ts';
import { columnAt } from '../../expressions/compile.ts';
import { runtimeError, unsupported } from '../../scope.ts';
import type { KqlType } from '../../types.ts';
import { comparerFor } from '../../values/compare.ts';
import { binDatetime } from '../../values/datetime.ts';
import { floorTo } from '../../values/int64.ts';
import { GroupTable } from '../group-table.ts';
import { wholeInput } from '../row-wise.ts';
import type { Plugin, PluginCall } from './plugin.ts';
import {
  type Axis,
  columnArgument,
  columnArguments,
  constantArgument,
  type Instant,
  lengthArgument,
  StepAxis,
  timeColumn,
} from './timeline.ts';

const NUMBERS = new Set<KqlType>(['int', 'long', 'real']);

/** The start of the bin of a value, as bin() has it. */
function binStart(value: Instant, size: Instant, type: KqlType): Instant | null {
  if (type === 'real') return Math.floor(Number(value) / Number(size)) * Number(size);
  return type === 'datetime' ? binDatetime(value, size) : floorTo(value, size);
}

/** Row numbers by combination of dimensions and by bin. */
function binned(call: PluginCall, all: Chunk, groups: Int32Array, times: (Instant | null)[], axis: Axis) {
  const bins: Map<number, number[]>[] = [];
  for (let row = 0; row < all.length; row++) {
    const time = times[row];
    if (time === null || time === undefined) continue;
    bins[groups[row]!] ??= new Map();
    const index = axis.index(time);
    const list = bins[groups[row]!]!.get(index);
    if (list) list.push(row);
    else bins[groups[row]!]!.set(index, [row]);
  }
  call.scope.run.check();
  return bins;
}

/** rolling_percentile: for each bin that has rows, the percentile (nearest rank) of the values of the bins that end with it. */
export const rollingPercentile: Plugin = {
  apply(call) {
    const { input, columns } = call;
    const value = columnArgument(call, 0);
    const percent = Number(constantArgument(call, 1, NUMBERS));
    const time = timeColumn(call, 2);
    const size = lengthArgument(call, 3, time.type);
    const width = Number(constantArgument(call, 4, new Set<KqlType>(['int', 'long'])));
    if (width < 1) throw runtimeError(call.name, 'the window has at least one bin', call.args[4]);
    const dimensions = columnArguments(call, 5);
    if (columns.length !== dimensions.length + 2) throw unsupported('this rolling_percentile()', call.node);
    const compare = comparerFor(input.columns[value]!.type);
    return {
      columns,
      *chunks() {
        const all = wholeInput(input, call.scope);
        const times = (all.length ? all.column(time.column) : []) as (Instant | null)[];
        const first = times.find((t) => t !== null);
        const origin = first === undefined || first === null ? null : binStart(first, size, time.type);
        if (origin === null) return;
        const axis = new StepAxis(origin, size, time.type);
        const table = new GroupTable(dimensions.map((i) => columnAt(i, input.columns[i]!.type)));
        const bins = binned(call, all, table.number(all), times, axis);
        const values = all.column(value);
        const out: unknown[][] = columns.map(() => []);
        bins.forEach((byBin, group) => {
          for (const index of [...byBin.keys()].sort((a, b) => a - b)) {
            call.scope.run.check();
            const window: unknown[] = [];
            for (let i = index - width + 1; i <= index; i++)
              for (const row of byBin.get(i) ?? []) if (values[row] !== null) window.push(values[row]);
            const found = nearestRank(window.sort(compare), undefined, percent);
            const row = [axis.at(index), ...dimensions.map((_, d) => table.values[d]![group]), found];
            row.forEach((v, column) => {
              out[column]!.push(v);
            });
          }
        });
        if (out[0]!.length) yield new Chunk(out[0]!.length, out);
      },
    };
  },
};
