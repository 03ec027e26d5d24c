import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);

/** One YAML file, parsed. */
export interface YamlFile {
  /** File name without its ending. */
  readonly key: string;
  /** From the root of the repository. */
  readonly path: string;
  readonly value: Record<string, unknown>;
}

/** All YAML files of a folder and those below it, in the order of their paths. @param folder from the root of the repository */
export function yamlFiles(folder: string): YamlFile[] {
  if (!existsSync(new URL(folder, root))) return [];
  return globSync(`${folder}/**/*.yaml`, { cwd: root })
    .sort()
    .map((path) => ({
      key: basename(path, '.yaml'),
      path,
      value: parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, unknown>,
    }));
}
