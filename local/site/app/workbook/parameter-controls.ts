import {
  type ParameterOption,
  parameterTypes,
  readOptions,
  type WorkbookParameter,
} from '../../../../kql-engine/workbook/workbook-parameter.ts';
import { element, fill } from '../shell/element.ts';
import { runQuery } from '../shell/stack-api.ts';
import { timeRangeControl } from './time-range-control.ts';
import type { ItemContent } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

const all = 'value::all';

/** The controls of a parameters step. Queries of dropdowns run again when what they refer to changes. */
export function parameterControls(
  content: ItemContent,
  state: WorkbookState,
): { node: HTMLElement; refresh(): void } {
  const names = new Set((content.parameters ?? []).map(({ name }) => name));
  const parameters = state.parameters.filter(
    ({ name, isHiddenWhenLocked, type }) =>
      names.has(name) &&
      isHiddenWhenLocked !== true &&
      (type <= parameterTypes.timeRange || type > parameterTypes.location),
  );
  const hidden = state.parameters.filter((one) => names.has(one.name) && !parameters.includes(one));
  const pickers = hidden.filter(({ isHiddenWhenLocked }) => isHiddenWhenLocked !== true).map(labelOf);
  const controls = parameters.map((parameter) => ({ parameter, ...control(parameter, state) }));
  const asked = new Map<string, string>();

  async function loadOptions(parameter: WorkbookParameter): Promise<void> {
    const query = state.query(parameter.query!);
    if (query === undefined) return;
    const timespan = state.timespan(parameter as ItemContent);
    const key = `${query}\n${timespan}`;
    if (asked.get(parameter.name) === key) return;
    asked.set(parameter.name, key);
    try {
      const table = (await runQuery(query, timespan)).tables[0]!;
      if (asked.get(parameter.name) !== key) return;
      const rows = table.rows.map((row) =>
        Object.fromEntries(table.columns.map(({ name }, at) => [name, row[at]])),
      );
      const options = readOptions(rows);
      // A text has the first value that its query finds.
      const isText = parameter.type === parameterTypes.text;
      state.setOptions(
        parameter.name,
        isText ? options.slice(0, 1).map((one) => ({ ...one, selected: true })) : options,
      );
    } catch {
      state.setOptions(parameter.name, []);
    }
  }

  const refresh = () => {
    for (const parameter of [...parameters, ...hidden]) if (parameter.query) void loadOptions(parameter);
    for (const one of controls) one.refresh();
  };
  const node = element(
    'div',
    { class: 'parameters row' },
    ...controls.map(({ parameter, node: made }) =>
      element('div', { class: 'parameter', title: parameter.description }, made),
    ),
    pickers.length === 0
      ? undefined
      : element('span', { class: 'quiet-text' }, `Only in Azure: ${pickers.join(', ')}`),
  );
  return { node, refresh };
}

export interface Control {
  readonly node: HTMLElement;
  refresh(): void;
}

function control(parameter: WorkbookParameter, state: WorkbookState): Control {
  switch (parameter.type) {
    case parameterTypes.timeRange:
      return timeRangeControl(parameter, labelOf(parameter), state);
    case parameterTypes.dropdown:
    case parameterTypes.optionsGroup:
      return parameter.multiSelect === true ? multiple(parameter, state) : single(parameter, state);
    default:
      return text(parameter, state);
  }
}

const labelOf = ({ label, name }: WorkbookParameter) => label ?? name;

function text(parameter: WorkbookParameter, state: WorkbookState): Control {
  const input = element('input', {
    type: parameter.isRequired === true ? 'text' : 'search',
    onchange() {
      input.setCustomValidity(fault(parameter, input.value) ?? '');
      if (input.reportValidity()) state.set({ [parameter.name]: input.value });
    },
  });
  return {
    node: element('label', { class: 'field' }, labelOf(parameter), input),
    refresh() {
      if (document.activeElement !== input)
        input.value = String(state.value(parameter.name) ?? state.text(parameter.name) ?? '');
      input.size = Math.min(Math.max(input.value.length + 2, 14), 40);
    },
  };
}

/** Why a text cannot be the value: the rules that the workbook has for it. */
function fault({ typeSettings }: WorkbookParameter, value: string): string | undefined {
  const rules = (typeSettings?.paramValidationRules ?? []) as {
    readonly regExp: string;
    readonly match: boolean;
    readonly message: string;
  }[];
  return rules.find(({ regExp, match }) => new RegExp(regExp).test(value) !== match)?.message;
}

/** The choices with those that the workbook adds, such as all. */
function choices(parameter: WorkbookParameter, state: WorkbookState): ParameterOption[] {
  const added = (parameter.typeSettings?.additionalResourceOptions ?? [])
    .filter((value) => value === all)
    .map((value) => ({ value, label: 'All', selected: false }));
  return [...added, ...(state.options(parameter) ?? [])];
}

/** The values selected, as texts. */
function selected(parameter: WorkbookParameter, state: WorkbookState): string[] {
  const value = state.value(parameter.name);
  const values = (Array.isArray(value) ? value : [value]).filter(
    (one) => one !== undefined && one !== null && one !== '',
  );
  if (values.length > 0) return values.map(String);
  return choices(parameter, state).flatMap((one) => (one.selected ? [one.value] : []));
}

function single(parameter: WorkbookParameter, state: WorkbookState): Control {
  const select = element('select', {
    onchange: () => state.set({ [parameter.name]: select.value === '' ? null : select.value }),
  });
  return {
    node: element('label', { class: 'field' }, labelOf(parameter), select),
    refresh() {
      const options = choices(parameter, state);
      const [value = ''] = selected(parameter, state);
      if (value !== '' && !options.some((one) => one.value === value))
        options.push({ value, label: value, selected: true });
      const none =
        parameter.isRequired === true && value !== '' ? [] : [element('option', { value: '' }, '–')];
      fill(select, [
        ...none,
        ...options.map((one) =>
          element('option', { value: one.value, selected: one.value === value }, one.label),
        ),
      ]);
      select.value = value;
    },
  };
}

function multiple(parameter: WorkbookParameter, state: WorkbookState): Control {
  const summary = element('summary', { class: 'button' });
  const list = element('div', { class: 'choices', role: 'group', 'aria-label': labelOf(parameter) });
  const box = element('details', { class: 'multiple' }, summary, list);
  box.addEventListener('focusout', (event) => {
    if (event.relatedTarget !== null && !box.contains(event.relatedTarget as Node)) box.open = false;
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    box.open = false;
    summary.focus();
  });
  let drawn = '';
  return {
    node: element(
      'div',
      { class: 'field-group' },
      element('span', { class: 'field-name' }, labelOf(parameter)),
      box,
    ),
    refresh() {
      const options = choices(parameter, state);
      const values = selected(parameter, state);
      const labels = values.map((value) => options.find((one) => one.value === value)?.label ?? value);
      summary.textContent =
        labels.length === 0 ? 'None' : labels.length > 2 ? `${labels.length} chosen` : labels.join(', ');
      summary.setAttribute('aria-label', `${labelOf(parameter)}: ${summary.textContent}`);
      const key = JSON.stringify([options, values]);
      if (key === drawn) return;
      drawn = key;
      const focused = [...list.querySelectorAll<Element>('input')].indexOf(document.activeElement ?? list);
      fill(
        list,
        options.map((one) =>
          element(
            'label',
            {},
            element('input', {
              type: 'checkbox',
              checked: values.includes(one.value),
              onchange(event: Event) {
                const on = (event.target as HTMLInputElement).checked;
                // All and single values exclude each other.
                const others = values.filter(
                  (value) => value !== one.value && (one.value === all ? false : value !== all),
                );
                state.set({ [parameter.name]: on ? [...others, one.value] : others });
              },
            }),
            ` ${one.label}`,
          ),
        ),
      );
      if (focused >= 0) list.querySelectorAll('input')[focused]?.focus();
    },
  };
}
