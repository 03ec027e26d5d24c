import type { ResultTable } from '../shell/stack-api.ts';
import { exportsOf, type ItemContent } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

type Row = readonly unknown[];

/** What a click on a row of a step sets, and which rows are the chosen ones. */
export interface RowChoice {
  /** Chooses a row, or lets go of it when it was chosen. */
  choose(row: Row): void;
  isChosen(row: Row): boolean;
  /** How many are chosen, where several can be. */
  count(): number;
  clear(): void;
}

/** @returns undefined where the step exports nothing */
export function rowChoice(
  content: ItemContent,
  { columns }: ResultTable,
  state: WorkbookState,
): RowChoice | undefined {
  const exported = exportsOf(content);
  if (exported.length === 0) return undefined;
  const several = content.exportMultipleValues === true;
  const valueIn = (row: Row, field: string): string => {
    const index = columns.findIndex(({ name }) => name === field);
    if (index >= 0) return String(row[index] ?? '');
    // Without a field the whole row is exported.
    return JSON.stringify(Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
  };
  const valuesOf = (rows: readonly Row[]) =>
    Object.fromEntries(
      exported.map(({ fieldName, parameterName, defaultValue = '', quote = "'", delimiter = ',' }) => {
        const values = [...new Set(rows.map((row) => valueIn(row, fieldName)))];
        const text = several
          ? values.map((value) => quote + value.replaceAll("'", "\\'") + quote).join(delimiter)
          : values[0];
        return [parameterName, text || defaultValue];
      }),
    );
  const holds = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).every(([name, value]) => String(state.value(name) ?? '') === value);
  let chosen: Row[] = [];
  // Another step, or the field of the parameter, may have set something else.
  const current = () => {
    if (chosen.length > 0 && !holds(valuesOf(chosen))) chosen = [];
    return chosen;
  };
  const set = (rows: Row[]) => {
    chosen = rows;
    state.set(valuesOf(rows));
  };
  const isChosen = (row: Row) => {
    if (several) return current().includes(row);
    const values = valuesOf([row]);
    const says = exported.some(
      ({ parameterName, defaultValue = '' }) => values[parameterName] !== defaultValue,
    );
    return says && holds(values);
  };
  return {
    choose(row) {
      const was = isChosen(row);
      if (several) set(was ? current().filter((one) => one !== row) : [...current(), row]);
      else set(was ? [] : [row]);
    },
    isChosen,
    count: () => (several ? current().length : 0),
    clear: () => set([]),
  };
}
