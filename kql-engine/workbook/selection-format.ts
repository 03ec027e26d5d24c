import { valueAtJsonPath } from './json-path.ts';
import { type ParameterOption, parameterTypes, text, type WorkbookParameter } from './workbook-parameter.ts';

/** What is selected: the choices, and whether they are all of them. */
export interface Selection {
  items: ParameterOption[];
  all: boolean;
}

const special = /^value::(all|\d+)$/;

/**
 * What a parameter (any type but time range) has selected, given its choices: its value, otherwise the choices selected
 * by default, otherwise its default value. `value::all` is all choices and `value::3` the first three
 * (workbooks-dropdowns, "Dropdown special selections"). Undefined when that needs choices that are not known.
 * Inferred: the order of the defaults. An empty text and an empty list select nothing.
 */
export function selectionOf(
  parameter: WorkbookParameter,
  options: ParameterOption[] | undefined,
): Selection | undefined {
  const preset = options?.filter((o) => o.selected).map((o) => o.value);
  const value = parameter.value ?? (preset?.length ? preset : parameter.defaultValue);
  const values = (Array.isArray(value) ? value : [value]).map(text).filter((v) => v !== '');
  const selection: Selection = { items: [], all: false };
  for (const entry of values) {
    const count = special.exec(entry)?.[1];
    if (count === undefined) {
      selection.items.push(
        options?.find((o) => o.value === entry) ?? { value: entry, label: entry, selected: true },
      );
    } else if (count === 'all') {
      if (!options && parameter.typeSettings?.selectAllValue === undefined) return undefined;
      return { items: options ?? [], all: true };
    } else {
      if (!options) return undefined;
      selection.items.push(...options.slice(0, Number(count)));
    }
  }
  return selection;
}

const resourceParts: Record<string, (id: string[]) => string> = {
  name: (id) => id.at(-1) ?? '',
  resourcegroup: (id) => after(id, 'resourcegroups'),
  resourcetype: (id) => {
    const at = id.findLastIndex((part) => part.toLowerCase() === 'providers');
    const types = id.slice(at + 2).filter((_, i) => i % 2 === 0);
    return at < 0 ? '' : [id[at + 1] ?? '', ...types].join('/').toLowerCase();
  },
  subscription: (id) => after(id, 'subscriptions'),
  subscriptionid: (id) => after(id, 'subscriptions'),
};

function after(id: string[], word: string): string {
  return id[id.findIndex((part) => part.toLowerCase() === word) + 1] ?? '';
}

const partsOf = (id: string) => id.split('/').filter((part) => part !== '');

function escapeQuotes(value: string): string {
  return value.replace(/[\\'"]/g, '\\$&');
}

function isResource(parameter: WorkbookParameter): boolean {
  return parameter.type === parameterTypes.resource || parameter.type === parameterTypes.subscription;
}

function labelText(parameter: WorkbookParameter, { items, all }: Selection): string {
  if (parameter.type === parameterTypes.resource) {
    const names = items.map((item) => resourceParts.name!(partsOf(item.value)));
    return names.length > 1 ? `${names[0]} (+${names.length - 1} others)` : (names[0] ?? '');
  }
  return all ? 'All' : items.map((item) => item.label).join(', ');
}

/** Joins selected values as the parameter says: one alone as it is, several quoted and with the delimiter between. */
function valueText(
  parameter: WorkbookParameter,
  { items, all }: Selection,
  escaped: boolean,
  part = (value: string) => value,
): string {
  const values = items.map((item) => part(item.value));
  const multiple = parameter.multiSelect === true || parameter.type === parameterTypes.multiValue;
  if (!multiple) return escaped ? escapeQuotes(values[0] ?? '') : (values[0] ?? '');
  const quote = parameter.quote ?? "'";
  const quoted = (value: string) => {
    const inner = escaped || quote === '' ? value : value.replaceAll(quote, `\\${quote}`);
    return `${quote}${escaped ? escapeQuotes(inner) : inner}${quote}`;
  };
  const selectAll = all ? parameter.typeSettings?.selectAllValue : undefined;
  if (selectAll !== undefined) return selectAll === '' || selectAll === '[]' ? selectAll : quoted(selectAll);
  return values.map(quoted).join(parameter.delimiter ?? ',');
}

/**
 * The text that a reference to a parameter other than a time range becomes; `format` is what follows the colon, in any
 * case (but for a JSONPath). Undefined for a format that is not known (`tomltojson` and `grid` among them).
 *
 * Documented: the bare reference and `value` are the selected value, `label` its label, `escape` the value with quote
 * characters replaced; one value stands without quotes, the values of a multiple selection with quote and delimiter, by
 * default `'a','b'`; nothing selected is the empty text; the special value for All stands in place of the values
 * (workbooks-dropdowns); a multi-value parameter works as a multiple selection (workbooks-multi-value); `escapejson`,
 * `base64` and `$.path` (workbooks-parameters); `name`, `resourceGroup`, `resourceType`, `subscription` and the short
 * label of several resources (workbooks-resources).
 *
 * Inferred: `escape` puts a backslash before `'`, `"` and backslash; a quote character inside a value of a multiple
 * selection gets a backslash, so that the list stays a list; the special value for All is quoted like a value, as
 * published workbooks test for `"'*'"`, but for `[]`, which the page shows bare, and the empty text; the label of All is
 * `All` and labels are joined with a comma; `escapejson`, `base64` and paths work on the formatted text of a selection.
 */
export function formatSelection(
  parameter: WorkbookParameter,
  selection: Selection,
  format: string | undefined,
): string | undefined {
  const plain = () => valueText(parameter, selection, false);
  if (format?.startsWith('$')) return valueAtJsonPath(plain(), format);
  const name = format?.toLowerCase();
  switch (name) {
    case undefined:
    case 'value':
      return plain();
    case 'id':
      return isResource(parameter) ? plain() : undefined;
    case 'label':
      return labelText(parameter, selection);
    case 'escape':
      return valueText(parameter, selection, true);
    case 'escapejson':
      return JSON.stringify(plain()).slice(1, -1);
    case 'base64':
      return btoa(String.fromCharCode(...new TextEncoder().encode(plain())));
  }
  const part = Object.hasOwn(resourceParts, name) ? resourceParts[name] : undefined;
  return part && isResource(parameter)
    ? valueText(parameter, selection, false, (id) => part(partsOf(id)))
    : undefined;
}
