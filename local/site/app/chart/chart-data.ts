/** A result to draw. Arrays of make-series come as JSON text or as arrays. */
export interface ChartTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What a query or workbook says about its chart; names of columns. */
export interface ChartWishes {
  readonly xcolumn?: string | undefined;
  readonly ycolumns?: readonly string[] | undefined;
  readonly series?: readonly string[] | undefined;
}

export interface ChartSeries {
  readonly name: string;
  /** In the order of the categories; of a chart over time or numbers in that of x. */
  readonly points: readonly (readonly [x: string | number, y: number | null])[];
}

export interface ChartData {
  readonly xType: 'time' | 'number' | 'category';
  readonly xName: string;
  readonly yNames: readonly string[];
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
}

const numbers = new Set(['int', 'long', 'real', 'decimal']);
const isArrayText = (value: unknown) =>
  Array.isArray(value) || (typeof value === 'string' && /^\s*\[/.test(value));

/**
 * Finds the axes of a chart as Log Analytics does: x is the column named, or the first time for charts over time, or the
 * first column; text columns beside it split the rows into series; y are the numbers.
 * Source: learn.microsoft.com, "render operator" and the pages on its visualizations.
 */
export function chartData(
  table: ChartTable,
  overTime: boolean,
  wishes: ChartWishes = {},
): ChartData | undefined {
  const { columns, rows } = expandedSeries(table);
  const named = (name: string | undefined) =>
    name === undefined ? -1 : columns.findIndex((column) => column.name === name);
  let x = named(wishes.xcolumn);
  if (x < 0) x = columns.findIndex(({ type }) => type === 'datetime' && overTime);
  if (x < 0) x = columns.findIndex(({ type }) => !numbers.has(type) && type !== 'dynamic');
  if (x < 0) x = 0;
  if (columns[x] === undefined) return undefined;
  const wishedY = (wishes.ycolumns ?? []).map(named).filter((index) => index >= 0);
  const y =
    wishedY.length > 0
      ? wishedY
      : columns.flatMap(({ type }, index) => (index !== x && numbers.has(type) ? [index] : []));
  if (y.length === 0) return undefined;
  const wishedSeries = (wishes.series ?? []).map(named).filter((index) => index >= 0);
  const split =
    wishedSeries.length > 0
      ? wishedSeries
      : columns.flatMap(({ type }, index) =>
          index !== x && !y.includes(index) && (type === 'string' || type === 'bool' || type === 'guid')
            ? [index]
            : [],
        );

  const type = columns[x]!.type;
  const xType = type === 'datetime' ? 'time' : numbers.has(type) ? 'number' : 'category';
  const points = new Map<string, [string | number, number | null][]>();
  const categories = new Set<string>();
  for (const row of rows) {
    const at = xType === 'number' ? Number(row[x]) : xType === 'time' ? String(row[x] ?? '') : label(row[x]);
    if (xType === 'category') categories.add(String(at));
    const group = split.map((index) => label(row[index])).join(', ');
    for (const index of y) {
      const yName = columns[index]!.name;
      const name = group === '' ? yName : y.length === 1 ? group : `${group}: ${yName}`;
      if (!points.has(name)) points.set(name, []);
      const value = row[index];
      points.get(name)!.push([at, value === null || value === undefined ? null : Number(value)]);
    }
  }
  const series = [...points].map(([name, list]) => ({
    name,
    points: xType === 'category' ? list : list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)),
  }));
  return {
    xType,
    xName: columns[x]!.name,
    yNames: y.map((index) => columns[index]!.name),
    categories: [...categories],
    series,
  };
}

function label(value: unknown): string {
  if (value === null || value === undefined || value === '') return '(empty)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Rows of make-series have arrays: a row for each element takes the place of such a row. */
function expandedSeries(table: ChartTable): ChartTable {
  const first = table.rows[0];
  const arrays = table.columns.flatMap(({ type }, index) =>
    type === 'dynamic' && first !== undefined && isArrayText(first[index]) ? [index] : [],
  );
  if (arrays.length === 0) return table;
  const rows: unknown[][] = [];
  const samples = new Map<number, unknown>();
  for (const row of table.rows) {
    const lists = new Map(arrays.map((index) => [index, listOf(row[index])]));
    const length = Math.max(...[...lists.values()].map((list) => list.length));
    for (let position = 0; position < length; position++) {
      rows.push(
        row.map((value, index) => {
          const one = lists.has(index) ? lists.get(index)![position] : value;
          if (lists.has(index) && one !== null && one !== undefined && !samples.has(index))
            samples.set(index, one);
          return one;
        }),
      );
    }
  }
  const columns = table.columns.map((column, index) =>
    arrays.includes(index) ? { name: column.name, type: elementType(samples.get(index)) } : column,
  );
  return { columns, rows };
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  try {
    const parsed = JSON.parse(String(value));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function elementType(sample: unknown): string {
  if (typeof sample === 'number') return 'real';
  return typeof sample === 'string' && /^\d{4}-\d\d-\d\dT/.test(sample) ? 'datetime' : 'string';
}
