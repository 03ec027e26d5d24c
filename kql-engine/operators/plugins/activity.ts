import { Chunk } from '../../chunk.ts';
import { columnAt } from '../../expressions/compile.ts';
import { type Rowset, unsupported } from '../../scope.ts';
import type { KqlType } from '../../types.ts';
import { GroupTable } from '../group-table.ts';
import { KeyNumbers } from '../key-numbers.ts';
import { limitRows } from '../row-wise.ts';
import type { PluginCall } from './plugin.ts';
import {
  type Axis,
  columnArgument,
  columnArguments,
  type Instant,
  pointArgument,
  timeColumn,
} from './timeline.ts';

/** What happened in one period: how many rows, and which ids (as numbers; a null id is none). */
export interface Period {
  count: number;
  ids: Set<number>;
}

/** The arguments that all plug-ins of activity begin with: id, timeline, start and end. */
export interface ActivityCall {
  call: PluginCall;
  id: number;
  time: { column: number; type: KqlType };
  start: Instant;
  end: Instant;
  /** The columns that slice the activity. */
  dimensions: number[];
}

export function activityCall(call: PluginCall, dimensionsFrom: number): ActivityCall {
  const id = columnArgument(call, 0);
  const time = timeColumn(call, 1);
  return {
    call,
    id,
    time,
    start: pointArgument(call, 2, time.type),
    end: pointArgument(call, 3, time.type),
    dimensions: columnArguments(call, dimensionsFrom),
  };
}

/** The activity by combination of dimensions, and by period. */
export interface Activity {
  axis: Axis;
  /** The number of the period that the end lies in. */
  last: number;
  /** By dimension, its value in each combination. */
  values: unknown[][];
  /** By combination, the periods in which something happened, in order. */
  periods: Map<number, Period>[];
}

/** Reads the rows from a time (the start unless said) up to the end, both included. Rows without a time are passed over. */
export function readActivity(
  { call, id, time, start, end, dimensions }: ActivityCall,
  axis: Axis,
  from: Instant = start,
): Activity {
  const { input, scope } = call;
  const idKey = columnAt(id, input.columns[id]!.type);
  const ids = new KeyNumbers(idKey);
  const table = new GroupTable(dimensions.map((i) => columnAt(i, input.columns[i]!.type)));
  const periods: Map<number, Period>[] = [];
  let held = 0;
  for (const all of input.chunks()) {
    scope.run.check();
    const times = all.column(time.column) as (Instant | null)[];
    const rows = times
      .keys()
      .filter((row) => times[row] !== null && times[row]! >= from && times[row]! <= end);
    const chunk = all.take([...rows]);
    if (chunk.length === 0) continue;
    const groups = table.number(chunk);
    const numbers = ids.add(chunk, idKey);
    const kept = chunk.column(time.column) as Instant[];
    for (let row = 0; row < chunk.length; row++) {
      const group = groups[row]!;
      periods[group] ??= new Map();
      const period = periodOf(periods[group], axis.index(kept[row]!));
      period.count++;
      const number = numbers[row]!;
      if (ids.values[number] === null || period.ids.has(number)) continue;
      period.ids.add(number);
      held++;
    }
    limitRows(held, scope);
  }
  return {
    axis,
    last: axis.index(end),
    values: table.values,
    periods: periods.map((all) => new Map([...all].sort(([a], [b]) => a - b))),
  };
}

/** The period of a number, made when it is not there. */
export function periodOf(periods: Map<number, Period>, index: number): Period {
  let period = periods.get(index);
  if (!period) {
    period = { count: 0, ids: new Set() };
    periods.set(index, period);
  }
  return period;
}

/** How many of the ids are in the other set. */
export function shared(ids: ReadonlySet<number>, others: ReadonlySet<number> | undefined): number {
  let n = 0;
  for (const id of ids) if (others?.has(id)) n++;
  return n;
}

/** A row of the result: the combination of dimensions, the numbers of the periods, and what was measured. */
export interface Measured {
  group: number;
  periods: number[];
  values: unknown[];
}

/** The result: the times of the periods, the dimensions, the measures; in order of time. */
export function measuredRows(
  activity: ActivityCall,
  measure: () => { read: Activity; rows: Measured[] },
): Rowset {
  const { call, dimensions } = activity;
  const { columns } = call;
  return {
    columns,
    *chunks() {
      const { read, rows } = measure();
      if (rows.length === 0) return;
      limitRows(rows.length, call.scope);
      rows.sort((a, b) => a.periods[0]! - b.periods[0]! || a.periods.at(-1)! - b.periods.at(-1)!);
      const [first] = rows;
      const made = [
        ...first!.periods.map((_, i) => rows.map((r) => read.axis.at(r.periods[i]!))),
        ...dimensions.map((_, d) => rows.map((r) => read.values[d]![r.group])),
        ...first!.values.map((_, i) => rows.map((r) => r.values[i])),
      ];
      if (made.length !== columns.length) throw unsupported(`the columns of this ${call.name}()`, call.node);
      yield new Chunk(rows.length, made);
    },
  };
}
