import { runtimeError } from '../../scope.ts';
import { patternOption, readPatternInput, weightColumn, wildcards } from './pattern-input.ts';
import { frequentPatterns, patternRows } from './patterns.ts';
import type { Plugin } from './plugin.ts';

const DEFAULT_THRESHOLD = 0.05;
const LEAST_THRESHOLD = 0.015;
const DEFAULT_DIMENSIONS = 5;

/**
 * basket: the patterns that at least a share of the rows have. A pattern names all values that its rows have in common; at
 * most MaxDimensions of them must be independent, that is, the others follow from these.
 */
export const basket: Plugin = {
  apply(call) {
    const threshold = Number(patternOption(call, 0) ?? DEFAULT_THRESHOLD);
    if (!(threshold >= LEAST_THRESHOLD && threshold <= 1))
      throw runtimeError('basket', `the threshold of basket() is ${LEAST_THRESHOLD} to 1`, call.args[0]);
    const weight = weightColumn(call, 1);
    const most = Number(patternOption(call, 2) ?? DEFAULT_DIMENSIONS);
    if (!(most >= 1)) throw runtimeError('basket', 'basket() needs at least one dimension', call.args[2]);
    const find = () => {
      const input = readPatternInput(call, weight);
      return { input, patterns: frequentPatterns(input, threshold * input.total, most, call) };
    };
    return patternRows(call, find, wildcards(call, 3));
  },
};
