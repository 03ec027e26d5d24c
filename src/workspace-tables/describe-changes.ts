import type { TableChanges } from './table-changes.ts';

const headings: Record<TableChanges['action'], string> = {
  create: 'to be created',
  update: 'to be changed',
  none: 'as it should be',
  refused: 'cannot be brought to what mailflow needs',
};

/** What would be done to a table, as lined-up text that ends with a line break. */
export function describeChanges({
  table,
  action,
  addedColumns,
  foreignColumns,
  settings,
  problems,
  notes,
}: TableChanges): string {
  const lines = [`${table}: ${headings[action]}`];
  for (const note of notes) lines.push(`  ${note}`);
  const rows: [mark: string, name: string, detail: string][] = [
    ...settings.map(({ setting, from, to }): [string, string, string] => [
      'set',
      setting,
      from === undefined ? `${to}` : `${from} → ${to}`,
    ]),
    ...addedColumns.map(({ name, type }): [string, string, string] => ['add', name, type]),
    ...foreignColumns.map((name): [string, string, string] => ['keep', name, 'not a column of mailflow']),
  ];
  const width = Math.max(0, ...rows.map(([, name]) => name.length));
  for (const [mark, name, detail] of rows)
    lines.push(`  ${mark.padEnd(4)}  ${name.padEnd(width)}  ${detail}`);
  for (const { message, advice } of problems) lines.push(`  ✗ ${message}`, `    ${advice}`);
  return `${lines.join('\n')}\n`;
}
