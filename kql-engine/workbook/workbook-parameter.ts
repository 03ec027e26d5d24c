/**
 * The type numbers of workbook parameters. Microsoft documents the kinds (learn.microsoft.com,
 * azure-monitor/visualize/workbooks-parameters) but not the numbers; these are read off published workbooks.
 */
export const parameterTypes = {
  text: 1,
  dropdown: 2,
  timeRange: 4,
  resource: 5,
  subscription: 6,
  resourceType: 7,
  location: 8,
  multiValue: 9,
  optionsGroup: 10,
} as const;

/** The value of a time range parameter: up to now, or up to `endTime` when the user picked a custom range. */
export interface TimeContext {
  /** Length of the range in milliseconds; 0 in a query item means that the query itself sets the time. */
  durationMs: number;
  /** ISO 8601 end of a custom range; absent for a relative one. */
  endTime?: string;
}

/** One choice of a dropdown, options group or picker. */
export interface ParameterOption {
  value: string;
  label: string;
  selected: boolean;
}

/** A parameter as it stands in the JSON of a workbook (an element of `content.parameters` of a type 9 item). */
export interface WorkbookParameter {
  name: string;
  /** See `parameterTypes`. */
  type: number;
  id?: string;
  version?: string;
  /** Display name of the parameter; not the label of its value. */
  label?: string;
  description?: string;
  isRequired?: boolean;
  isGlobal?: boolean;
  isHiddenWhenLocked?: boolean;
  multiSelect?: boolean;
  /** Put around every value of a multiple selection; documented default `'`. */
  quote?: string;
  /** Put between the values of a multiple selection; documented default `,`. */
  delimiter?: string;
  /** Text, a list of values, or a `TimeContext`. `value::all`, `value::1`, `value::3` … stand for choices. */
  value?: unknown;
  defaultValue?: unknown;
  /** The choices as JSON text, when they do not come from `query`. */
  jsonData?: string;
  query?: string;
  queryType?: number;
  resourceType?: string;
  crossComponentResources?: string[];
  /** The time range of `query`, not the value of the parameter. */
  timeContext?: TimeContext;
  timeContextFromParameter?: string;
  criteriaData?: unknown[];
  typeSettings?: {
    additionalResourceOptions?: string[];
    /** What stands for the values when all are selected. */
    selectAllValue?: string;
    showDefault?: boolean;
    selectableValues?: TimeContext[];
    allowCustom?: boolean;
    [setting: string]: unknown;
  } | null;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * All parameters declared in a workbook, in a group (item type 12) or in a parameters step (item type 9), in document
 * order. Throws a `TypeError` when a parameter has no name or no type number.
 */
export function readParameters(workbookOrItem: unknown): WorkbookParameter[] {
  if (!isObject(workbookOrItem)) return [];
  const { type, content, items } = workbookOrItem;
  if (Array.isArray(items)) return items.flatMap(readParameters);
  if (!isObject(content)) return [];
  if (type === 12) return readParameters(content);
  if (type !== 9 || !Array.isArray(content.parameters)) return [];
  return content.parameters.map((parameter: unknown) => {
    if (!isObject(parameter) || typeof parameter.name !== 'string' || parameter.name === '')
      throw new TypeError(
        `a parameter of the workbook step "${String(workbookOrItem.name ?? '')}" has no name`,
      );
    if (typeof parameter.type !== 'number')
      throw new TypeError(`the workbook parameter "${parameter.name}" has no type number`);
    return parameter as unknown as WorkbookParameter;
  });
}

const known = new Set(['value', 'label', 'selected', 'group']);

/**
 * Reads the choices of a parameter from JSON: texts, objects, or rows. By workbooks-dropdowns ("Dropdown parameter
 * components") the first field is the value, the second the label, the third tells whether it is selected by default
 * (JavaScript truth), whatever their names. A field that carries one of those names is taken by its name, because the
 * page on resource pickers leaves `label` out.
 */
export function readOptions(choices: unknown): ParameterOption[] {
  if (!Array.isArray(choices)) return [];
  return choices.map((choice: unknown) => {
    if (!isObject(choice)) {
      const row: unknown[] = Array.isArray(choice) ? choice : [choice];
      return { value: text(row[0]), label: text(row[1] ?? row[0]), selected: Boolean(row[2]) };
    }
    const fields = Object.entries(choice);
    const at = (name: string, position: number) => {
      if (name in choice) return choice[name];
      const field = fields[position];
      return field && !known.has(field[0]) ? field[1] : undefined;
    };
    const value = text(at('value', 0));
    return { value, label: text(at('label', 1) ?? value), selected: Boolean(at('selected', 2)) };
  });
}

/** A value as text: texts as they are, nothing as the empty text, everything else as JSON. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
