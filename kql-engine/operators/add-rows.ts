import type { Accumulator } from '../aggregates/registry.ts';
import type { Chunk } from '../chunk.ts';

/** Takes the rows of a chunk, each into its group. */
export function addRows(accumulator: Accumulator, chunk: Chunk, groups: Int32Array): void {
  if (accumulator.add) {
    accumulator.add(chunk, groups);
    return;
  }
  const take = accumulator.bind(chunk);
  for (let row = 0; row < chunk.length; row++) take(groups[row]!, row);
}
