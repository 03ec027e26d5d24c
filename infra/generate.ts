/**
 * Writes all generated files: what Bicep and the local stack read (infra/generated), docs/columns.md and
 * kql-engine/SUPPORT.md.
 * `--check` writes nothing and fails where a file is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { supportMatrix } from '../kql-engine/support-matrix.ts';
import { streams, tables } from '../src/streams/index.ts';
import { alertRules } from './alert-rules.ts';
import { collectionRule } from './collection-rule.ts';
import { columnsPage } from './columns-page.ts';

const root = new URL('../', import.meta.url);

/** All generated files by path from the root of the repository. */
export function generatedFiles(): Map<string, string> {
  return new Map([
    [
      'infra/generated/tables.json',
      json(
        tables.map(({ name, description, columns }) => ({
          name,
          description,
          columns: columns.map((column) => ({
            name: column.name,
            type: column.type,
            description: column.description,
          })),
        })),
      ),
    ],
    ['infra/generated/ingestion-dcr.json', json(collectionRule('ingestion', streams))],
    ['infra/generated/agent-dcr.json', json(collectionRule('agent', streams))],
    ['infra/generated/content/alert-rules.json', json(alertRules())],
    ['docs/columns.md', columnsPage(tables, streams)],
    ['kql-engine/SUPPORT.md', supportMatrix()],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function current(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.main) {
  const stale = [...generatedFiles()].filter(([path, text]) => current(path) !== text);
  if (process.argv.includes('--check')) {
    for (const [path] of stale)
      console.error(`${path} is stale: run npm run generate and commit the result.`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const [path, text] of stale) {
      const url = new URL(path, root);
      mkdirSync(dirname(url.pathname), { recursive: true });
      writeFileSync(url, text);
      console.error(`wrote ${path}`);
    }
  }
}
