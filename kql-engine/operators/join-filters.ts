import { indexOfColumn } from '../scope.ts';
import type { ColumnFilter } from '../storage/column-filter.ts';
import type { Column } from '../types.ts';

/** Where an output column of a join comes from. */
export interface JoinOutput {
  side: 'left' | 'right';
  index: number;
}

export interface JoinKeys {
  leftName: string;
  rightName: string;
}

/**
 * The sides of a join whose rows may be left out when they do not meet a filter on the result: a row of such a side is in the
 * result as it is or not at all, and no other row is there because it is missing.
 */
const sides: Record<string, { left: boolean; right: boolean }> = {
  inner: { left: true, right: true },
  innerunique: { left: true, right: true },
  leftouter: { left: true, right: false },
  leftsemi: { left: true, right: false },
  leftanti: { left: true, right: false },
  anti: { left: true, right: false },
  leftantisemi: { left: true, right: false },
  rightouter: { left: false, right: true },
  rightsemi: { left: false, right: true },
  rightanti: { left: false, right: true },
  rightantisemi: { left: false, right: true },
};

/**
 * Filters on the result of a join as filters on its sides. One on a key holds for the keys of both sides, as rows of other keys
 * find nothing. Which of the left rows with one key innerunique takes must not change, so there only keys count.
 */
export function joinFilters(
  kind: string,
  filters: readonly ColumnFilter[],
  columns: Column[],
  outs: JoinOutput[],
  left: Column[],
  right: Column[],
  keys: JoinKeys[],
): { left: ColumnFilter[]; right: ColumnFilter[] } {
  const made = { left: [] as ColumnFilter[], right: [] as ColumnFilter[] };
  const typeOf = (list: Column[], name: string) => list[indexOfColumn(list, name)]?.type;
  for (const filter of filters) {
    const out = outs[indexOfColumn(columns, filter.column)];
    if (!out || !sides[kind]?.[out.side]) continue;
    const own = (out.side === 'left' ? left : right)[out.index]!.name;
    const key = keys.find((k) => own === (out.side === 'left' ? k.leftName : k.rightName));
    const alike = key && typeOf(left, key.leftName) === typeOf(right, key.rightName);
    if (alike) {
      made.left.push({ ...filter, column: key.leftName });
      made.right.push({ ...filter, column: key.rightName });
    } else if (out.side === 'right' || kind !== 'innerunique')
      made[out.side].push({ ...filter, column: own });
  }
  return made;
}
