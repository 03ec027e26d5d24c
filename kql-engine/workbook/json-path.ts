import { text } from './workbook-parameter.ts';

const step = /\.([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/y;

/**
 * The value at a JSONPath of the form `$`, `.name`, `['name']`, `[0]` in JSON text, as text: strings without quotes, a
 * missing value as the empty text. Text that is not JSON gives the empty text (workbooks-parameters, "Format parameters
 * by using JSONPath"). Undefined when the path uses more of JSONPath (wildcards, filters, `..`) than this.
 */
export function valueAtJsonPath(json: string, path: string): string | undefined {
  const keys: string[] = [];
  if (!path.startsWith('$')) return undefined;
  step.lastIndex = 1;
  for (let end = 1; end < path.length; end = step.lastIndex) {
    const match = step.exec(path);
    if (!match) return undefined;
    keys.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
  }
  let at: unknown;
  try {
    at = JSON.parse(json);
  } catch {
    return '';
  }
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return '';
    at = (at as Record<string, unknown>)[key];
  }
  return text(at);
}
