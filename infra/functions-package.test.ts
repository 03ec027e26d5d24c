import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { bundleFunctions, type FunctionsPackage, zipFunctions } from './functions-package.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
let files: FunctionsPackage;
let zip: Uint8Array;

before(async () => {
  files = await bundleFunctions();
  zip = zipFunctions(files);
});

test('the zip has the app at its root and nothing else', () => {
  const unzipped = unzipSync(zip);
  assert.deepEqual(Object.keys(unzipped), ['app.cjs', 'host.json', 'package.json']);
  const manifest = JSON.parse(Buffer.from(unzipped['package.json']!).toString()) as Record<string, unknown>;
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  assert.equal(manifest.version, version);
  // The bundle is CommonJS and complete.
  assert.equal(manifest.type, undefined);
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(
    JSON.parse(Buffer.from(unzipped['host.json']!).toString()),
    JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')),
  );
});

test('what is unzipped registers every function, far from any node_modules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-package-'));
  try {
    for (const [name, bytes] of Object.entries(unzipSync(zip))) writeFileSync(join(folder, name), bytes);
    // The worker of the Functions host provides this module; here we stand in for it.
    writeFileSync(
      join(folder, 'worker.cjs'),
      `const { Module } = require('node:module');
const load = Module._load;
const names = [];
const core = {
  registerFunction: ({ name }) => (names.push(name), { dispose() {} }),
  registerHook: () => ({ dispose() {} }),
  setProgrammingModel() {},
  log() {},
  Disposable: class { dispose() {} },
};
Module._load = (request, ...rest) => request === '@azure/functions-core' ? core : load(request, ...rest);
require('./' + require('./package.json').main);
console.log(JSON.stringify(names.sort()));
process.exit();
`,
    );
    const out = execFileSync(process.execPath, ['worker.cjs'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    const triggers = globSync('*.ts', { cwd: join(root, 'functions') })
      .filter((file) =>
        /^app\.(?:timer|http|storageQueue)\(/m.test(readFileSync(join(root, 'functions', file), 'utf8')),
      )
      .map((file) => file.replace('.ts', ''));
    assert.ok(triggers.length > 0);
    assert.deepEqual(JSON.parse(out), triggers.sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the same files give the same bytes, at any time and in any time zone', () => {
  const shuffled = Object.fromEntries(Object.entries(files).reverse()) as FunctionsPackage;
  assert.deepEqual(zipFunctions(shuffled), zip);
  const zone = process.env.TZ;
  try {
    process.env.TZ = 'Pacific/Auckland';
    assert.deepEqual(zipFunctions(files), zip);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
