import { compileExpression, toBool } from '../../expressions/compile.ts';
import { runtimeError, unsupported } from '../../scope.ts';
import { wholeInput } from '../row-wise.ts';
import type { Plugin, PluginCall } from './plugin.ts';

/** A number of rows; undefined when the argument is absent. */
function rowCount(call: PluginCall, position: number): number | undefined {
  const node = call.args[position];
  if (!node) return undefined;
  const value = compileExpression(node, { ...call.scope, columns: [] }).constant?.value;
  if (typeof value !== 'number') throw unsupported('this number of rows of rows_near()', node);
  if (value < 0)
    throw runtimeError('rows_near', 'rows_near() needs a number of rows that is not negative', node);
  return value;
}

/** rows_near: the rows that stand at most so many rows before or behind one for which the condition is true, in their order. */
export const rowsNear: Plugin = {
  apply(call) {
    const { input, scope } = call;
    const [conditionNode] = call.args;
    const before = rowCount(call, 1);
    if (!conditionNode || before === undefined) throw unsupported('this rows_near()', call.node);
    const after = rowCount(call, 2) ?? before;
    const condition = toBool(compileExpression(conditionNode, scope));
    return {
      columns: call.columns,
      serialized: input.serialized === true,
      *chunks() {
        const all = wholeInput(input, scope);
        const holds = condition.bind(all);
        const kept: number[] = [];
        let next = 0;
        for (let row = 0; row < all.length; row++) {
          if (holds(row) !== true) continue;
          const last = Math.min(all.length - 1, row + after);
          for (next = Math.max(next, row - before); next <= last; next++) kept.push(next);
        }
        if (kept.length > 0) yield all.take(kept);
      },
    };
  },
};
