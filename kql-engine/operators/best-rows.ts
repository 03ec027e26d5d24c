import type { NumberColumn } from '../chunk.ts';

/**
 * The rows with the `count` best numbers of a column, ascending by row; among equal numbers the first rows. Undefined when
 * a row is null, and when the chunk is so small that all of its rows may as well be tried one by one.
 * @param bar the number that a row has to beat, when there are enough rows already
 */
export function bestRows(
  { values, valid }: NumberColumn,
  length: number,
  count: number,
  descending: boolean,
  bar: number | undefined,
): number[] | undefined {
  if (valid || length < 4 * count) return undefined;
  // the smallest of the negated numbers are the largest
  const sign = descending ? -1 : 1;
  const candidates = new Float64Array(length);
  const rows = new Uint32Array(length);
  const limit = bar === undefined ? Number.POSITIVE_INFINITY : bar * sign;
  let n = 0;
  for (let row = 0; row < length; row++) {
    const v = values[row]! * sign;
    if (v < limit) {
      candidates[n] = v;
      rows[n++] = row;
    }
  }
  if (n <= count) return Array.from(rows.subarray(0, n));
  const last = nthSmallest(candidates.slice(0, n), count - 1);
  let equals = count;
  for (let i = 0; i < n; i++) if (candidates[i]! < last) equals--;
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    if (candidates[i]! < last || (candidates[i] === last && equals-- > 0)) out.push(rows[i]!);
  }
  return out;
}

/** Hoare's selection; the numbers change their places. */
function nthSmallest(numbers: Float64Array, n: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const pivot = numbers[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (numbers[i]! < pivot) i++;
      while (numbers[j]! > pivot) j--;
      if (i <= j) {
        const swapped = numbers[i]!;
        numbers[i++] = numbers[j]!;
        numbers[j--] = swapped;
      }
    }
    if (n <= j) high = j;
    else if (n >= i) low = i;
    else break;
  }
  return numbers[n]!;
}
