import { compileExpression } from '../../expressions/compile.ts';
import { kindOf, symbolOf } from '../../language-service.ts';
import { indexOfColumn, runtimeError, unsupported } from '../../scope.ts';
import type { KqlType } from '../../types.ts';
import { dateParts, startOf } from '../../values/datetime.ts';
import { add, divide, type Int64, multiply, subtract } from '../../values/int64.ts';
import { TICKS } from '../../values/timespan.ts';
import type { PluginCall } from './plugin.ts';

/** A point of a timeline: a real, or ticks, or a whole number. */
export type Instant = Int64;

const ADDABLE = new Set<KqlType>(['datetime', 'timespan', 'long', 'int', 'real']);

/** The periods of a timeline, numbered from 0 on: period n goes from `at(n)` up to, but without, `at(n + 1)`. */
export interface Axis {
  /** The number of the period that a value lies in; below 0 before the first. */
  index(value: Instant): number;
  /** Where a period begins. */
  at(index: number): Instant;
}

/** Periods of one length from a start on. */
export class StepAxis implements Axis {
  readonly #start: Instant;
  readonly #step: Instant;
  readonly #real: boolean;

  constructor(start: Instant, step: Instant, type: KqlType) {
    this.#start = start;
    this.#step = step;
    this.#real = type === 'real';
  }

  index(value: Instant): number {
    if (this.#real) return Math.floor((Number(value) - Number(this.#start)) / Number(this.#step));
    const from = subtract(value, this.#start);
    const whole = divide(from, this.#step)!;
    const below = from < 0 && multiply(whole, this.#step) !== from;
    return Number(whole) - Number(below);
  }

  at(index: number): Instant {
    return this.#real
      ? Number(this.#start) + index * Number(this.#step)
      : add(this.#start, multiply(index, this.#step));
  }
}

type CalendarUnit = 'week' | 'month' | 'year';

/** Whole weeks (from Sunday), months or years; the first is the one that a time lies in. */
function calendarAxis(unit: CalendarUnit, start: Instant, first: Instant): Axis {
  if (unit === 'week') return new StepAxis(first, 7 * TICKS.day, 'datetime');
  const count = (value: Instant) => {
    const { year, month } = dateParts(value);
    return unit === 'year' ? year : year * 12 + month;
  };
  return {
    index: (value) => count(value) - count(start),
    at: (index) => startOf(unit, start, index)!,
  };
}

/** The number of the column that an argument names. */
export function columnArgument(call: PluginCall, position: number): number {
  const node = call.args[position];
  const at = node ? indexOfColumn(call.input.columns, symbolOf(node)?.name ?? '') : -1;
  if (at < 0) throw unsupported(`this argument of ${call.name}()`, node ?? call.node);
  return at;
}

/** Whether an argument names a column of the input. */
export function isColumn(call: PluginCall, position: number): boolean {
  const node = call.args[position];
  return node !== undefined && kindOf(node) === 'NameReference' && symbolOf(node)?.kind === 'Column';
}

/** The columns that the arguments from a place on name. */
export function columnArguments(call: PluginCall, from: number): number[] {
  return call.args.slice(from).map((_, i) => columnArgument(call, from + i));
}

/** A constant argument of one of the types; it may not be null. */
export function constantArgument(call: PluginCall, position: number, types: ReadonlySet<KqlType>): Instant {
  const node = call.args[position];
  if (!node) throw unsupported(`this ${call.name}()`, call.node);
  const { type, constant } = compileExpression(node, { ...call.scope, columns: [] });
  if (!constant || !types.has(type)) throw unsupported(`this argument of ${call.name}()`, node);
  if (constant.value === null) throw runtimeError(call.name, `an argument of ${call.name}() is null`, node);
  return constant.value as Instant;
}

/** The column of times: of a type that has a difference. */
export function timeColumn(call: PluginCall, position: number): { column: number; type: KqlType } {
  const column = columnArgument(call, position);
  const { type } = call.input.columns[column]!;
  if (!ADDABLE.has(type)) throw unsupported(`a timeline of ${type}`, call.args[position]);
  return { column, type };
}

/** The types of points on a timeline of this type, and of the lengths between them. */
function typesOf(timeline: KqlType): { points: Set<KqlType>; lengths: Set<KqlType> } {
  switch (timeline) {
    case 'datetime':
      return { points: new Set(['datetime']), lengths: new Set(['timespan']) };
    case 'timespan':
      return { points: new Set(['timespan']), lengths: new Set(['timespan']) };
    case 'real':
      return { points: new Set(['real', 'long', 'int']), lengths: new Set(['real', 'long', 'int']) };
    default:
      return { points: new Set(['long', 'int']), lengths: new Set(['long', 'int']) };
  }
}

/** A constant point of the timeline. */
export function pointArgument(call: PluginCall, position: number, timeline: KqlType): Instant {
  return constantArgument(call, position, typesOf(timeline).points);
}

/** A constant length of time, above zero. */
export function lengthArgument(call: PluginCall, position: number, timeline: KqlType): Instant {
  const length = constantArgument(call, position, typesOf(timeline).lengths);
  if (!(length > 0))
    throw runtimeError(call.name, `${call.name}() needs a period above zero`, call.args[position]);
  return length;
}

/** The periods that an argument asks for: of one length from the start on, or by the calendar: week, month or year. */
export function axisArgument(call: PluginCall, position: number, timeline: KqlType, start: Instant): Axis {
  const node = call.args[position];
  const unit = node && compileExpression(node, { ...call.scope, columns: [] }).constant?.value;
  if (typeof unit !== 'string')
    return new StepAxis(start, lengthArgument(call, position, timeline), timeline);
  if (timeline !== 'datetime' || (unit !== 'week' && unit !== 'month' && unit !== 'year'))
    throw runtimeError(call.name, `${call.name}() has no periods of this kind`, node);
  const first = startOf(unit, start);
  if (first === null)
    throw runtimeError(call.name, 'the first period begins before the first datetime', node);
  return calendarAxis(unit, start, first);
}
