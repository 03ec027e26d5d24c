import { formatSelection, selectionOf } from './selection-format.ts';
import { formatTimeRange, readTimeContext } from './time-range-format.ts';
import {
  type ParameterOption,
  parameterTypes,
  readOptions,
  type WorkbookParameter,
} from './workbook-parameter.ts';

/** A reference that was left in the query as it stood. `start` is in UTF-16 units of the query given. */
export interface UnresolvedReference {
  text: string;
  name: string;
  start: number;
  /** No such parameter; the parameter has no value (yet); or its type has no such format. */
  reason: 'unknown parameter' | 'no value' | 'unknown format';
}

export interface SubstitutedQuery {
  text: string;
  /** Empty when the portal would send the query. */
  unresolved: UnresolvedReference[];
}

/** `{Name}`, `{Name:format}`, `{Name:$.path}`; neither `{$rowNumber}` nor JSON nor an empty pair of braces. */
const reference = /\{([A-Za-z_]\w*)(?::([A-Za-z]\w*|\$[^{}\r\n]*))?\}/g;

/**
 * Replaces the parameter references of a workbook query, so that the result is the text which the portal would send.
 * What each reference becomes, and what of that is documented: see `formatTimeRange` and `formatSelection`.
 *
 * A reference to a parameter that is not there, that is required and has no value, or whose value comes from a query or
 * criteria that nobody ran, is left as it is and reported: the portal does not run such a query (workbooks-criteria:
 * "the query will be stalled until each of its parameters has been resolved"). That includes braces which only look
 * like a reference, such as `let f = (x:string){x}`; write a space inside them. An optional parameter without a value
 * becomes the empty text.
 *
 * Inferred: names match by case; of two parameters of one name the later counts; replaced text is not searched again.
 *
 * @param parameters as `readParameters` gives them; to choose a value, pass `{ ...parameter, value }`
 * @param now end of the relative time ranges
 * @param options choices by parameter name, for parameters whose choices come from a query; see `readOptions`
 */
export function substituteParameters(
  query: string,
  parameters: readonly WorkbookParameter[],
  now: Date,
  options: Readonly<Record<string, ParameterOption[]>> = {},
): SubstitutedQuery {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const unresolved: UnresolvedReference[] = [];
  const text = query.replace(
    reference,
    (whole: string, name: string, format: string | undefined, start: number) => {
      const leave = (reason: UnresolvedReference['reason']) => {
        unresolved.push({ text: whole, name, start, reason });
        return whole;
      };
      const parameter = byName.get(name);
      if (!parameter) return leave('unknown parameter');
      if (parameter.type === parameterTypes.timeRange) {
        const range = readTimeContext(parameter.value ?? parameter.defaultValue);
        if (!range) return parameter.isRequired ? leave('no value') : '';
        return formatTimeRange(range, format, now) ?? leave('unknown format');
      }
      const choices = Object.hasOwn(options, name) ? options[name] : optionsInJson(parameter);
      const selection = selectionOf(parameter, choices);
      if (!selection) return leave('no value');
      if (!selection.all && selection.items.length === 0) {
        const pending = parameter.value === undefined || parameter.value === null;
        const computed = parameter.query || parameter.criteriaData?.length;
        if (parameter.isRequired || (pending && computed && !choices)) return leave('no value');
      }
      return formatSelection(parameter, selection, format) ?? leave('unknown format');
    },
  );
  return { text, unresolved };
}

/** The choices in `jsonData`; undefined when there are none there or they are not JSON (they may hold references). */
function optionsInJson(parameter: WorkbookParameter): ParameterOption[] | undefined {
  if (!parameter.jsonData) return undefined;
  try {
    return readOptions(JSON.parse(parameter.jsonData));
  } catch {
    return undefined;
  }
}
