/**
 * Bundles:
 * - dist/functions: the Functions app, as Azure wants it; dist/mailflow-functions.zip: the same for deployments;
 * - dist/mailflow.mjs with its parts: the command for installs from npm, where Node does not strip types.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { bundleFunctions, bundleOptions, zipFunctions } from './infra/functions-package.ts';
import { buildSite } from './local/site/build-site.ts';
import { stackModules } from './local/stack/stack-files.ts';

await rm('dist', { recursive: true, force: true });
await mkdir('dist/functions', { recursive: true });

const functions = await bundleFunctions();
for (const [name, bytes] of Object.entries(functions)) await writeFile(`dist/functions/${name}`, bytes);
await writeFile('dist/mailflow-functions.zip', zipFunctions(functions));

await build({
  ...bundleOptions,
  entryPoints: {
    mailflow: 'cli/mailflow.ts',
    ...Object.fromEntries(stackModules.map((module) => [module, `${module}.ts`])),
  },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  splitting: true,
  packages: 'external',
});
await buildSite(resolve('dist/local/site'));
