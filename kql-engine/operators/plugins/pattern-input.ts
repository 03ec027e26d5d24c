import { columnAt, compileExpression } from '../../expressions/compile.ts';
import { kindOf, type Node, symbolOf } from '../../language-service.ts';
import { indexOfColumn, unsupported } from '../../scope.ts';
import type { KqlType } from '../../types.ts';
import { GroupTable } from '../group-table.ts';
import { limitRows } from '../row-wise.ts';
import type { PluginCall } from './plugin.ts';

/** What the plug-ins that look for patterns are given: the different rows, as numbers of values, with their weights. */
export interface PatternInput {
  /** The numbers of the input's columns that patterns are made of. */
  dimensions: number[];
  /** By dimension: the number of the value of each different row. */
  cells: Int32Array[];
  /** By dimension: the values by number. */
  values: unknown[][];
  /** How many rows of the input each different row stands for. */
  weights: number[];
  total: number;
}

/** The constant of an argument; undefined when it is absent or `'~'`, which stands for the default. */
export function patternOption(call: PluginCall, position: number): unknown {
  const node = call.args[position];
  if (!node) return undefined;
  const value = compileExpression(node, { ...call.scope, columns: [] }).constant;
  if (!value) throw unsupported(`this argument of ${call.name}()`, node);
  return value.value === '~' ? undefined : value.value;
}

/** The column of weights at this place among the arguments, or -1 for weights of 1. */
export function weightColumn(call: PluginCall, position: number): number {
  const node = call.args[position];
  if (!node || (kindOf(node) !== 'NameReference' && patternOption(call, position) === undefined)) return -1;
  const at = indexOfColumn(call.input.columns, symbolOf(node)?.name ?? '');
  const type = call.input.columns[at]?.type;
  if (type !== 'long' && type !== 'int')
    throw unsupported(`a weight of ${call.name}() that is no column of whole numbers`, node);
  return at;
}

/** What stands where a pattern says nothing of a column: by type, the constants from an argument on, else null or no text. */
export function wildcards(call: PluginCall, from: number): (type: KqlType) => unknown {
  const byType = new Map<KqlType, unknown>([['string', '']]);
  call.args.slice(from).forEach((node: Node, i) => {
    const value = patternOption(call, from + i);
    const { type } = compileExpression(node, { ...call.scope, columns: [] });
    if (value !== undefined) byType.set(type, value);
  });
  return (type) => byType.get(type) ?? null;
}

/** Reads the rows. Values of the type dynamic are refused: how the service compares them is not documented. */
export function readPatternInput(call: PluginCall, weight: number): PatternInput {
  const { columns } = call.input;
  const dimensions = columns.map((_, i) => i).filter((i) => i !== weight);
  const dynamic = dimensions.find((i) => columns[i]!.type === 'dynamic');
  if (dynamic !== undefined)
    throw unsupported(`${call.name}() over the dynamic column '${columns[dynamic]!.name}'`, call.node);
  const keys = dimensions.map((i) => columnAt(i, columns[i]!.type));
  const table = new GroupTable(keys);
  const weights: number[] = [];
  let total = 0;
  for (const chunk of call.input.chunks()) {
    call.scope.run.check();
    const groups = table.number(chunk);
    limitRows(table.size, call.scope);
    const counts = weight < 0 ? undefined : chunk.column(weight);
    for (let row = 0; row < chunk.length; row++) {
      const n = counts ? Number(counts[row] ?? 0) : 1;
      weights[groups[row]!] = (weights[groups[row]!] ?? 0) + n;
      total += n;
    }
  }
  const numbered = table.values.map(numberValues);
  return {
    dimensions,
    cells: numbered.map((n) => n.cells),
    values: numbered.map((n) => n.values),
    weights,
    total,
  };
}

/** Numbers the different values of a column in order of arrival. */
function numberValues(column: unknown[]): { cells: Int32Array; values: unknown[] } {
  const known = new Map<unknown, number>();
  const values: unknown[] = [];
  const cells = Int32Array.from(column, (value) => {
    let number = known.get(value);
    if (number === undefined) {
      number = values.length;
      known.set(value, number);
      values.push(value);
    }
    return number;
  });
  return { cells, values };
}
