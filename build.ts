/**
 * Bundles for deployment: dist/functions/app.cjs, the Functions app in one file (it loads faster than a tree of
 * packages), and dist/mailflow.mjs, the command for installs from npm, where Node does not strip types.
 */
import { build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const;

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
  entryPoints: ['cli/mailflow.ts'],
  outfile: 'dist/mailflow.mjs',
  format: 'esm',
  packages: 'external',
});
