import type { Workbook } from './workbook-items.ts';

const width = 110;

/** The text of a workbook's file: displayName and description, then what the portal takes, formatted as the repository is. */
export function workbookText({ displayName, description, items }: Workbook): string {
  const $schema =
    'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json';
  return `${json({ displayName, description, version: 'Notebook/1.0', items, $schema }, 0, 0)}\n`;
}

/** JSON with short lists of plain values in one line. `before` is what stands before the value in its line. */
function json(value: unknown, indent: number, before: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = ' '.repeat(indent + 2);
  const outer = ' '.repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const plain = value.every((entry) => entry === null || typeof entry !== 'object');
    const line = `[${value.map((entry) => JSON.stringify(entry)).join(', ')}]`;
    if (plain && indent + before + line.length + 1 <= width) return line;
    return `[\n${value.map((entry) => inner + json(entry, indent + 2, 0)).join(',\n')}\n${outer}]`;
  }
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, entry]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${inner}${name}${json(entry, indent + 2, name.length)}`;
  });
  return `{\n${lines.join(',\n')}\n${outer}}`;
}
