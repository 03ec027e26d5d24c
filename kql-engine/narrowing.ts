import { indexOfColumn, type Rowset } from './scope.ts';
import type { ColumnFilter } from './storage/column-filter.ts';
import type { Column } from './types.ts';

type Narrow = (filters: readonly ColumnFilter[]) => Rowset;

/** By rowset, so that one that was made by copying another is not taken for it: it may hold what was computed from all rows. */
const narrows = new WeakMap<Rowset, Narrow>();

/**
 * Declares that rows of a rowset may be left out while it is made.
 * @param narrow gives the same rows, of which any may be missing that do not meet all filters on the rowset's columns
 */
export function narrowable(rowset: Rowset, narrow: Narrow): Rowset {
  narrows.set(rowset, narrow);
  return rowset;
}

/** The rows without those that are easy to leave out because they do not meet the filters; as they are where none is. */
export function narrowRows(rowset: Rowset, filters: readonly ColumnFilter[]): Rowset {
  const narrow = filters.length ? narrows.get(rowset) : undefined;
  if (!narrow) return rowset;
  const made = narrow(filters);
  made.ingestion = rowset.ingestion;
  return made;
}

/**
 * The filters on the columns that an operator passes on as they are, as filters on the columns of its input.
 * @param from for each output column the number of the input column that it is, or -1
 */
export function filtersThrough(
  filters: readonly ColumnFilter[],
  columns: Column[],
  input: Column[],
  from: number[],
): ColumnFilter[] {
  return filters.flatMap((filter) => {
    const to = indexOfColumn(columns, filter.column);
    const source = to < 0 ? undefined : input[from[to]!];
    return source && source.type === columns[to]!.type ? [{ ...filter, column: source.name }] : [];
  });
}

/** Numbers of input columns by name, for an operator that makes some columns and passes on the others. */
export function passedOn(columns: Column[], input: Column[], made: readonly Column[]): number[] {
  return columns.map((c) => (made.some((m) => m.name === c.name) ? -1 : indexOfColumn(input, c.name)));
}
