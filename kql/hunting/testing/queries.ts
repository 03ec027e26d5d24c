import type { EntityMapping } from '../../../infra/entity-mapping.ts';
import { yamlFiles } from '../../../infra/yaml-files.ts';
import type { HuntingCase } from './hunting-case.ts';

/** A hunting query as its file has it. */
export interface QueryFile {
  /** File name without its ending. */
  readonly key: string;
  /** Folder below kql/hunting. */
  readonly group: string;
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly requiredDataConnectors: readonly unknown[];
  readonly tactics: readonly string[];
  readonly relevantTechniques: readonly string[];
  readonly query: string;
  readonly entityMappings?: readonly EntityMapping[];
  readonly version: string;
}

/** All hunting queries, in the order of their files. */
export const queries: readonly QueryFile[] = yamlFiles('kql/hunting').map(({ key, path, value }) => ({
  ...(value as unknown as QueryFile),
  key,
  path,
  group: path.split('/')[2]!,
}));

/** The case beside a query. */
export async function caseOf({ path }: QueryFile): Promise<HuntingCase> {
  const module = (await import(
    new URL(`../../../${path.replace(/yaml$/, 'case.ts')}`, import.meta.url).href
  )) as { huntingCase: HuntingCase };
  return module.huntingCase;
}

/** The columns that a query's comment names: `// Columns: A, B, C`, over one line or more. */
export function documentedColumns(query: string): string[] {
  const [, list = ''] = /^\/\/ Columns: (.*(?:\n\/\/ {2}.*)*)/m.exec(query) ?? [];
  return list
    .replaceAll(/\n\/\/ +/g, ' ')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
