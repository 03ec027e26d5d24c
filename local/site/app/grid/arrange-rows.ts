import { cellText, isNumeric } from './cell-text.ts';

export interface GridColumn {
  readonly name: string;
  readonly type: string;
}

export interface Arrangement {
  /** What any cell has to contain; case does not matter. */
  readonly search: string;
  /** Filters by position of the column; see `columnFilter`. */
  readonly filters: ReadonlyMap<number, string>;
  readonly sort: { readonly column: number; readonly descending: boolean } | undefined;
}

type Row = readonly unknown[];
type Test = (value: unknown) => boolean;

/**
 * The rows to show, as positions in `rows`, filtered and sorted. The sort is stable and puts empty values last whichever
 * way it goes.
 */
export function arrangeRows(
  columns: readonly GridColumn[],
  rows: readonly Row[],
  { search, filters, sort }: Arrangement,
): Uint32Array {
  const wanted = search.trim().toLowerCase();
  const tests = [...filters].flatMap(([column, text]): [number, Test][] =>
    text.trim() === '' ? [] : [[column, columnFilter(text, columns[column]!.type)]],
  );
  const matches = (row: Row) =>
    tests.every(([column, test]) => test(row[column])) &&
    (wanted === '' ||
      columns.some(({ type }, column) => cellText(row[column], type).toLowerCase().includes(wanted)));
  const kept: number[] = [];
  for (let index = 0; index < rows.length; index++) if (matches(rows[index]!)) kept.push(index);
  if (sort !== undefined) {
    const { column, descending } = sort;
    const compare = comparison(columns[column]!.type);
    kept.sort((a, b) => {
      const left = rows[a]![column];
      const right = rows[b]![column];
      const leftEmpty = isEmpty(left);
      if (leftEmpty || isEmpty(right)) return Number(leftEmpty) - Number(isEmpty(right)) || a - b;
      const order = compare(left, right);
      return (descending ? -order : order) || a - b;
    });
  }
  return Uint32Array.from(kept);
}

/**
 * A filter as people type it: `text` is contained, `=text` is the value, `!text` is not contained, `>5`, `<=2026-01-01`
 * compare numbers and times.
 */
export function columnFilter(text: string, type: string): Test {
  const [, sign, rest = ''] = /^\s*(!=|>=|<=|[=!<>])?(.*?)\s*$/.exec(text) ?? [];
  const wanted = rest.trim().toLowerCase();
  const lower = (value: unknown) => cellText(value, type).toLowerCase();
  switch (sign) {
    case undefined:
      return (value) => lower(value).includes(wanted);
    case '!':
      return (value) => !lower(value).includes(wanted);
    case '=':
      return (value) => lower(value) === wanted;
    case '!=':
      return (value) => lower(value) !== wanted;
    default: {
      const other = isNumeric(type) ? Number(wanted) : wanted;
      const compare = isNumeric(type)
        ? (value: unknown) => Number(value) - (other as number)
        : (value: unknown) => (lower(value) < other ? -1 : lower(value) > other ? 1 : 0);
      return (value) => {
        if (isEmpty(value)) return false;
        const order = compare(value);
        return sign === '>' ? order > 0 : sign === '<' ? order < 0 : sign === '>=' ? order >= 0 : order <= 0;
      };
    }
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

const collator = new Intl.Collator('en', { numeric: true });

function comparison(type: string): (a: unknown, b: unknown) => number {
  if (isNumeric(type)) return (a, b) => Number(a) - Number(b);
  // ISO times and plain texts of other types sort by their characters, fast.
  if (type === 'datetime' || type === 'bool' || type === 'guid')
    return (a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
  if (type === 'timespan') return (a, b) => timespanTicks(String(a)) - timespanTicks(String(b));
  return (a, b) => collator.compare(String(a), String(b));
}

/** A timespan as Kusto prints it, `[-][d.]hh:mm:ss[.fffffff]`, in seconds. */
function timespanTicks(text: string): number {
  const [, sign, days, hours, minutes, seconds] = /^(-?)(?:(\d+)\.)?(\d+):(\d+):([\d.]+)$/.exec(text) ?? [];
  if (seconds === undefined) return Number.NaN;
  const total = Number(days ?? 0) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -total : total;
}
