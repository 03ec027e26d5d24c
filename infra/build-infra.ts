/**
 * `npm run build:infra`: compiles infra/main.bicep with the Bicep compiler that the variable BICEP names, else with
 * `bicep`, else with `az bicep`, and writes azuredeploy.json and its record.
 * `--check` writes nothing and fails where the result differs.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  findLoaded,
  readSource,
  sourcesHash,
  type TemplateRecord,
  templateText,
  withoutGenerator,
} from './compiled-template.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Compiles main.bicep. Warnings count as errors, as in the continuous integration of the repository. */
function compile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-bicep-'));
  const outfile = join(folder, 'main.json');
  try {
    for (const command of compilers()) {
      const [program, ...first] = command;
      const { error, status, stderr, stdout } = spawnSync(program!, [...first, outfile], {
        encoding: 'utf8',
      });
      if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') continue;
      if (error !== undefined) throw error;
      const said = `${stdout}${stderr}`.split('\n').filter((line) => /: (?:Error|Warning) /.test(line));
      if (status !== 0 || said.length > 0) {
        console.error(said.length > 0 ? said.join('\n') : stderr);
        process.exit(1);
      }
      return readFileSync(outfile, 'utf8');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.error(
    'There is no Bicep compiler. Install the Bicep CLI (https://aka.ms/bicep-install) or the Azure CLI, or name one: BICEP=/path/to/bicep npm run build:infra',
  );
  process.exit(1);
}

/** The commands to try, without the path of the result. */
function compilers(): string[][] {
  const source = here('main.bicep');
  const named = process.env.BICEP;
  if (named) return [[named, 'build', source, '--outfile']];
  return [
    ['bicep', 'build', source, '--outfile'],
    ['az', 'bicep', 'build', '--file', source, '--outfile'],
  ];
}

const template = withoutGenerator(JSON.parse(compile()));
const record: TemplateRecord = { sources: sourcesHash(), loaded: findLoaded(template) };
const results = [
  ['azuredeploy.json', templateText(template)],
  ['azuredeploy.record.json', `${JSON.stringify(record, null, 2)}\n`],
] as const;

if (process.argv.includes('--check')) {
  const stale = results.filter(([path, text]) => readSource(path) !== text);
  for (const [path] of stale)
    console.error(`infra/${path} is not what the compiler makes: npm run build:infra`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of results) writeFileSync(here(path), text);
  console.error('wrote infra/azuredeploy.json');
}
