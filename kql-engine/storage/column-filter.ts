import type { Int64 } from '../values/int64.ts';
import type { ColumnData } from './column-data.ts';

/**
 * What a query asks of a column before anything else. A segment in which no row can meet it is passed over; the rows of the
 * others are still tested by the query, so a filter may be weaker than the condition that it stands for. Nulls meet no filter.
 */
export type ColumnFilter =
  | { column: string; kind: 'range'; from?: Int64; to?: Int64 }
  | { column: string; kind: 'texts'; texts: readonly string[] };

/** What is known of a column of a segment without reading it. */
export interface ColumnFacts {
  /** The smallest and the largest value of a numeric column; missing when all rows are null (or NaN). */
  min?: Int64;
  max?: Int64;
  /** All values of a text column, when they are few and short. */
  texts?: readonly string[];
}

const MOST_TEXTS = 64;
const MOST_LETTERS = 2048;

export function factsOf(data: ColumnData): ColumnFacts {
  if (data.kind === 'coded') {
    let letters = 0;
    if (data.values.length > MOST_TEXTS) return {};
    for (const value of data.values) {
      if (typeof value !== 'string') return {};
      letters += value.length;
    }
    return letters > MOST_LETTERS ? {} : { texts: data.values as string[] };
  }
  if (typeof data.values[0] === 'string') return {};
  let min: Int64 | undefined;
  let max: Int64 | undefined;
  const valid = data.kind === 'numbers' ? data.valid : undefined;
  for (let row = 0; row < data.values.length; row++) {
    const value = data.values[row] as Int64 | null;
    if (value === null || (valid && !valid[row]) || Number.isNaN(value)) continue;
    if (min === undefined || value < min) min = value;
    if (max === undefined || value > max) max = value;
  }
  return min === undefined ? {} : { min, max: max! };
}

/**
 * Whether a row of a segment may meet a filter; false is certain.
 * @param mayHave looks for a text in the segment's own list
 */
export function mayMeet(
  filter: ColumnFilter,
  facts: ColumnFacts,
  mayHave: (text: string) => boolean,
): boolean {
  if (filter.kind === 'texts') {
    const { texts } = facts;
    return filter.texts.some((text) => (texts ? texts.includes(text) : mayHave(text)));
  }
  const { min, max } = facts;
  if (min === undefined || max === undefined) return false;
  return !(filter.from !== undefined && max < filter.from) && !(filter.to !== undefined && min > filter.to);
}
