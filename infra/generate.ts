/**
 * Writes all generated files: what Bicep and the local stack read (infra/generated), the compiled template with them,
 * docs/columns.md, docs/functions.md and kql-engine/SUPPORT.md.
 * `--check` writes nothing and fails where a file is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { supportMatrix } from '../kql-engine/support-matrix.ts';
import { streams, tables } from '../src/streams/index.ts';
import { alertRules } from './alert-rules.ts';
import { analyticsRules } from './analytics-rules.ts';
import { collectionRule } from './collection-rule.ts';
import { columnsPage } from './columns-page.ts';
import { readSource, refreshLoaded, type TemplateRecord, templateText } from './compiled-template.ts';
import { functionsPage } from './functions-page.ts';
import { huntingQueries } from './hunting-queries.ts';
import { deployedFunctions, savedFunctions } from './saved-functions.ts';
import { workbookFiles } from './workbook-files.ts';

const root = new URL('../', import.meta.url);

/** All generated files by path from the root of the repository. */
export function generatedFiles(): Map<string, string> {
  const files = new Map([
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
    ['infra/generated/content/analytics-rules.json', json(analyticsRules())],
    ['infra/generated/content/functions.json', json(deployedFunctions())],
    ['infra/generated/content/hunting-queries.json', json(huntingQueries())],
    ['infra/generated/content/workbooks.json', json(workbookFiles())],
    ['docs/columns.md', columnsPage(tables, streams)],
    ['docs/functions.md', functionsPage(savedFunctions(), tables)],
    ['kql-engine/SUPPORT.md', supportMatrix()],
  ]);
  return files.set('infra/azuredeploy.json', refreshedTemplate(files));
}

/** The compiled template with the files of now: what the compiler would make without a change of the Bicep. */
function refreshedTemplate(files: ReadonlyMap<string, string>): string {
  const template = JSON.parse(readSource('azuredeploy.json'));
  const record = JSON.parse(readSource('azuredeploy.record.json')) as TemplateRecord;
  return templateText(
    refreshLoaded(template, record, (file) => files.get(`infra/${file}`) ?? readSource(file)),
  );
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
