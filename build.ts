/**
 * Bundles: dist/functions/app.cjs, the Functions app in one file (it loads faster than a tree of packages), and
 * dist/mailflow.mjs with its parts, the command for installs from npm, where Node does not strip types.
 */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { stackModules } from './local/stack/stack-files.ts';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const;

await rm('dist', { recursive: true, force: true });
await mkdir('dist/local/site', { recursive: true });

await build({
  ...common,
  entryPoints: ['functions/app.ts'],
  outfile: 'dist/functions/app.cjs',
  format: 'cjs',
  // A package asks for its own address, which CommonJS does not have.
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
  // The Functions host brings it.
  external: ['@azure/functions-core'],
});

await build({
  ...common,
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
await copyFile('local/site/page.html', 'dist/local/site/page.html');
