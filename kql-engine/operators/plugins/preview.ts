import { Chunk } from '../../chunk.ts';
import { compileExpression } from '../../expressions/compile.ts';
import { type Rowset, unsupported } from '../../scope.ts';
import type { Plugin, PluginCall } from './plugin.ts';

/** The first rows, up to a number of them. */
function firstRows({ input }: PluginCall, most: number): Rowset {
  return {
    columns: input.columns,
    *chunks() {
      let left = most;
      for (const chunk of input.chunks()) {
        if (left <= 0) return;
        yield chunk.slice(0, left);
        left -= chunk.length;
      }
    },
  };
}

/** preview: two tables, the first rows and the number of all rows; the last operator of a query. */
export const preview: Plugin = {
  tables(call) {
    const [node] = call.args;
    const most = node && compileExpression(node, { ...call.scope, columns: [] }).constant?.value;
    if (typeof most !== 'number') throw unsupported('this preview()', node ?? call.node);
    const count: Rowset = {
      columns: [{ name: 'Count', type: 'long' }],
      *chunks() {
        let rows = 0;
        for (const chunk of call.input.chunks()) rows += chunk.length;
        yield new Chunk(1, [[rows]]);
      },
    };
    return [
      { name: undefined, rowset: firstRows(call, most) },
      { name: undefined, rowset: count },
    ];
  },
  apply(call) {
    throw unsupported('preview() that is not the end of a query', call.node);
  },
};
