import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** One workbook as `infra/modules/content.bicep` takes it. */
export interface WorkbookFile {
  /** File name, from which the name of the resource is made. */
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  /** The workbook itself, as text. */
  readonly serializedData: string;
}

const root = new URL('../', import.meta.url);

/** The workbooks of workbooks/, in the order of their file names. Each has displayName and description beside what the portal knows. */
export function workbookFiles(): WorkbookFile[] {
  return globSync('workbooks/*.workbook.json', { cwd: root })
    .sort()
    .map((path) => {
      const workbook = JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, unknown>;
      const { displayName, description, ...data } = workbook as { displayName: string; description: string };
      return {
        key: basename(path, '.workbook.json'),
        displayName,
        description,
        serializedData: JSON.stringify(data),
      };
    });
}
