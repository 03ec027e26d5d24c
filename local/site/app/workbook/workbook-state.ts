import { substituteParameters } from '../../../../kql-engine/workbook/substitute-parameters.ts';
import { timespanOf } from '../../../../kql-engine/workbook/time-range-format.ts';
import {
  type ParameterOption,
  parameterTypes,
  readOptions,
  readParameters,
  type WorkbookParameter,
} from '../../../../kql-engine/workbook/workbook-parameter.ts';
import { criteriaValue } from './criteria.ts';
import { exportsOf, type ItemContent, type Workbook, type WorkbookItem } from './workbook-model.ts';

/** The values of a workbook's parameters: chosen by the user, by a row, by a tab, or their defaults. */
export class WorkbookState {
  readonly parameters: readonly WorkbookParameter[];
  /** The values of the tabs that set a parameter, by its name. */
  readonly tabs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #panels = new Set<string>();
  readonly #values = new Map<string, unknown>();
  readonly #options = new Map<string, ParameterOption[]>();
  readonly #listeners = new Set<() => void>();
  /** Names of the other workbooks that are here. */
  readonly workbookKeys: readonly string[];
  /** Time of the last load, so that all queries of a look end at the same moment. */
  now = new Date();

  /** @param chosen values by name, such as from the address */
  constructor(
    workbook: Workbook,
    chosen: Readonly<Record<string, unknown>>,
    workbookKeys: readonly string[] = [],
  ) {
    this.workbookKeys = workbookKeys;
    const declared = readParameters(workbook);
    const names = new Set(declared.map(({ name }) => name));
    const further: WorkbookParameter[] = [];
    const tabs = new Map<string, Set<string>>();
    const declare = (name: string, value: string) => {
      if (names.has(name)) return;
      names.add(name);
      further.push({ name, type: parameterTypes.text, value });
    };
    for (const { content } of allItems(workbook.items)) {
      if (content === undefined) continue;
      for (const { parameterName, defaultValue } of exportsOf(content))
        declare(parameterName, defaultValue ?? '');
      const isTabs = content.style === 'tabs';
      for (const { linkTarget, cellValue, subTarget = '' } of content.links ?? []) {
        if (linkTarget !== 'parameter' || cellValue === undefined) continue;
        // The first tab is open.
        declare(cellValue, isTabs ? subTarget : '');
        if (isTabs) tabs.set(cellValue, (tabs.get(cellValue) ?? new Set()).add(subTarget));
      }
    }
    this.parameters = [...declared, ...further];
    this.tabs = tabs;
    for (const [name, value] of Object.entries(chosen)) if (names.has(name)) this.#values.set(name, value);
  }

  /** @returns whether an id was free; it is taken then */
  takePanel(id: string): boolean {
    const isFree = !this.#panels.has(id);
    this.#panels.add(id);
    return isFree;
  }

  /** What the user has chosen, by name. */
  get chosen(): Record<string, unknown> {
    return Object.fromEntries(this.#values);
  }

  value(name: string): unknown {
    if (this.#values.has(name)) return this.#values.get(name);
    const parameter = this.parameters.findLast((one) => one.name === name);
    return parameter?.value ?? parameter?.defaultValue;
  }

  set(values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) this.#values.set(name, value);
    this.changed();
  }

  /** The choices of a parameter; undefined while its query has not run. */
  options(parameter: WorkbookParameter): ParameterOption[] | undefined {
    if (parameter.query) return this.#options.get(parameter.name);
    if (!parameter.jsonData) return [];
    try {
      return readOptions(JSON.parse(parameter.jsonData));
    } catch {
      return [];
    }
  }

  setOptions(name: string, options: ParameterOption[]): void {
    this.#options.set(name, options);
    this.changed();
  }

  /** A text with its references replaced; undefined while one of them has no value. */
  query(text: string): string | undefined {
    const { text: replaced, unresolved } = this.#substituted(text);
    return unresolved.length === 0 ? replaced : undefined;
  }

  /** A text for people: time ranges read as labels, what is empty as a dash, what is not known stays as it is. */
  label(text: string): string {
    const ranges = new Set(
      this.parameters.flatMap(({ name, type }) => (type === parameterTypes.timeRange ? [name] : [])),
    );
    const labels = text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      ranges.has(name) ? `{${name}:label}` : whole,
    );
    // An empty one has no quotes either.
    const filled = labels.replace(
      /(["'“]?)(\{[A-Za-z_]\w*(?::[^{}\r\n]+)?\})(["'”]?)/g,
      (whole, _before: string, reference: string) => (this.query(reference) === '' ? '–' : whole),
    );
    return this.#substituted(filled).text;
  }

  /** The text of a parameter, for conditions. */
  text(name: string): string | undefined {
    return this.query(`{${name}}`);
  }

  timespan({ timeContext, timeContextFromParameter }: ItemContent): string | undefined {
    const value = timeContextFromParameter === undefined ? timeContext : this.value(timeContextFromParameter);
    return timespanOf(value, this.now);
  }

  /** Calls the listener after each change. @returns ends that */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #substituted(text: string) {
    const options = Object.fromEntries(this.#options);
    const current: WorkbookParameter[] = [];
    for (const parameter of this.parameters) {
      const { name, criteriaData } = parameter;
      if (this.#values.has(name)) current.push({ ...parameter, value: this.#values.get(name) });
      else if (criteriaData !== undefined && criteriaData.length > 0) {
        const textOf = (other: string) => {
          const { text: found, unresolved } = substituteParameters(`{${other}}`, current, this.now, options);
          return unresolved.length === 0 ? found : '';
        };
        const value = criteriaValue(criteriaData, textOf);
        current.push(value === undefined ? parameter : { ...parameter, criteriaData: [], value });
      } else current.push(parameter);
    }
    return substituteParameters(text, current, this.now, options);
  }
}

/** Items of groups too, in their order. */
export function allItems(items: readonly WorkbookItem[]): WorkbookItem[] {
  return items.flatMap((item) => [item, ...(item.type === 12 ? allItems(item.content?.items ?? []) : [])]);
}
