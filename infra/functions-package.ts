import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';
import packageJson from '../package.json' with { type: 'json' };

/** The files of the Functions app by their names, as they lie in `dist/functions` and in the zip. */
export type FunctionsPackage = Readonly<Record<'app.cjs' | 'host.json' | 'package.json', Uint8Array>>;

/** Options of every bundle of ours. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const;

const root = new URL('../', import.meta.url);

/**
 * The Functions app in one file, which loads faster than a tree of packages, with what the host wants beside it. It has
 * no dependencies, so nothing has to be installed or built where it is deployed.
 */
export async function bundleFunctions(): Promise<FunctionsPackage> {
  const { outputFiles } = await build({
    ...bundleOptions,
    absWorkingDir: fileURLToPath(root),
    entryPoints: ['functions/app.ts'],
    outfile: 'app.cjs',
    write: false,
    format: 'cjs',
    // A package asks for its own address, which CommonJS does not have.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
    // The Functions host brings it.
    external: ['@azure/functions-core'],
  });
  const { version, license } = packageJson;
  const manifest = { name: 'mailflow-functions', version, license, private: true, main: 'app.cjs' };
  return {
    'app.cjs': outputFiles[0]!.contents,
    'host.json': readFileSync(new URL('host.json', root)),
    'package.json': Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`),
  };
}

/**
 * The zip that Flex Consumption takes: host.json at its root. The same files give the same bytes, whenever and wherever
 * they are packed.
 */
export function zipFunctions(files: FunctionsPackage): Uint8Array {
  // The first date that a zip can hold, in local time, which is how a zip holds it.
  const mtime = new Date(1980, 0, 1);
  const sorted = Object.entries(files).sort(([left], [right]) => (left < right ? -1 : 1));
  // Copies as plain bytes: zipSync tells folders from files by the class.
  return zipSync(
    Object.fromEntries(sorted.map(([name, bytes]) => [name, [new Uint8Array(bytes), { level: 9, mtime }]])),
  );
}
