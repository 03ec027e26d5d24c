import { HyperLogLog } from '../../aggregates/hyperloglog.ts';
import { readHll } from '../../aggregates/sketches.ts';
import { Chunk } from '../../chunk.ts';
import { compileExpression } from '../../expressions/compile.ts';
import { unsupported } from '../../scope.ts';
import type { Dynamic } from '../../values/dynamic.ts';
import type { Plugin, PluginCall } from './plugin.ts';

/** Sketches with counters of which the intersection is estimated: each of their unions is counted. */
const MOST_ESTIMATED = 8;

/**
 * dcount_intersect: the columns of the input, then the sizes of the first set, of the first two together, and so on. Exact
 * while the sketches keep their hashes, else by inclusion and exclusion over the unions.
 */
export const dcountIntersect: Plugin = {
  apply(call) {
    const { input, columns } = call;
    const sketches = call.args.map((a) => compileExpression(a, call.scope));
    return {
      columns,
      *chunks() {
        for (const chunk of input.chunks()) {
          call.scope.run.check();
          const get = sketches.map((s) => s.bind(chunk));
          const sizes: unknown[][] = sketches.map(() => []);
          for (let row = 0; row < chunk.length; row++) {
            const values = get.map((g) => g(row) as Dynamic);
            const found = values.includes(null) ? undefined : intersections(values, call);
            sizes.forEach((column, i) => {
              column.push(found ? found[i] : null);
            });
          }
          yield new Chunk(chunk.length, [...input.columns.map((_, i) => chunk.column(i)), ...sizes]);
        }
      },
    };
  },
};

function intersections(values: Dynamic[], call: PluginCall): number[] {
  const sets = values.map((v) => readHll(v, call));
  if (sets.every((s) => s.hashes)) {
    let common = [...sets[0]!.hashes!];
    return sets.map((s) => {
      common = common.filter((h) => s.hashes!.has(h));
      return common.length;
    });
  }
  if (sets.length > MOST_ESTIMATED)
    throw unsupported(`dcount_intersect() of more than ${MOST_ESTIMATED} large sets`, call.node);
  let last = Number.POSITIVE_INFINITY;
  return sets.map((_, i) => {
    last = Math.max(0, Math.min(last, overlap(values.slice(0, i + 1), call)));
    return last;
  });
}

/** The size of an intersection: the sum over the subsets of the sizes of their unions, with the sign of their number. */
function overlap(values: Dynamic[], call: PluginCall): number {
  let sum = 0;
  for (let subset = 1; subset < 2 ** values.length; subset++) {
    const members = values.filter((_, i) => subset & (1 << i));
    const union = readHll(members[0]!, call);
    for (const m of members.slice(1)) {
      if (!union.merge(HyperLogLog.fromDynamic(m)!))
        throw unsupported('dcount_intersect() of sketches of different accuracy', call.node);
    }
    sum += members.length % 2 === 1 ? union.count() : -union.count();
  }
  return sum;
}
