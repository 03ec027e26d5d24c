import { runtimeError } from '../../scope.ts';
import {
  type PatternInput,
  patternOption,
  readPatternInput,
  weightColumn,
  wildcards,
} from './pattern-input.ts';
import { allRows, closure, having, type Item, type Pattern, patternRows, size } from './patterns.ts';
import type { Plugin, PluginCall } from './plugin.ts';

const DEFAULT_SIZE_WEIGHT = 0.5;
const DEFAULT_SEEDS = 25;

/**
 * autocluster: a few patterns that cover much and say much. The search is one of our own, after the documented idea: it starts
 * from the commonest rows and gives up one value after another; of the patterns on the way, that one is kept whose weighted
 * geometric mean of the share of rows and the share of columns is highest.
 */
export const autocluster: Plugin = {
  apply(call) {
    const sizeWeight = Number(patternOption(call, 0) ?? DEFAULT_SIZE_WEIGHT);
    if (!(sizeWeight >= 0 && sizeWeight <= 1))
      throw runtimeError('autocluster', 'the size weight of autocluster() is 0 to 1', call.args[0]);
    const weight = weightColumn(call, 1);
    const seeds = Number(patternOption(call, 2) ?? DEFAULT_SEEDS);
    const find = () => {
      const input = readPatternInput(call, weight);
      return { input, patterns: expanded(input, sizeWeight, seeds, call) };
    };
    return patternRows(call, find, wildcards(call, 3));
  },
};

function expanded(input: PatternInput, sizeWeight: number, seeds: number, call: PluginCall): Pattern[] {
  const score = (pattern: Pattern) =>
    (pattern.count / input.total) ** sizeWeight * (size(pattern) / input.cells.length) ** (1 - sizeWeight);
  const rows = allRows(input);
  const commonest = [...rows].sort((a, b) => input.weights[b]! - input.weights[a]!).slice(0, seeds);
  const found = new Map<string, Pattern>();
  for (const seed of commonest) {
    let items: Item[] = input.cells.map((cells, dimension) => ({ dimension, value: cells[seed]! }));
    let best: Pattern | undefined;
    while (items.length > 0) {
      call.scope.run.check();
      const pattern = closure(rowsOf(items, rows, input), input);
      if (!best || score(pattern) > score(best)) best = pattern;
      items = withoutOne(items, rows, input);
    }
    // what a single row alone has is no pattern
    if (best && best.count > 1) found.set(best.items.join(), best);
  }
  return [...found.values()];
}

function rowsOf(items: Item[], rows: Uint32Array, input: PatternInput): Uint32Array {
  return items.reduce((left, item) => having(left, item, input), rows);
}

/** The values without the one whose loss lets in the most rows. */
function withoutOne(items: Item[], rows: Uint32Array, input: PatternInput): Item[] {
  let best: Item[] = [];
  let most = -1;
  for (const dropped of items) {
    const rest = items.filter((item) => item !== dropped);
    let count = 0;
    for (const row of rowsOf(rest, rows, input)) count += input.weights[row]!;
    if (count > most) {
      most = count;
      best = rest;
    }
  }
  return best;
}
