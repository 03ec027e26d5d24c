import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';

const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');

it('the example of the README runs, in ten lines, and prints what it says', (t) => {
  const code = /```ts\n([\s\S]*?)```/.exec(text)![1]!;
  const lines = code.split('\n').filter((line) => line.trim());
  assert.ok(lines.length <= 10, `${lines.length} lines`);
  const folder = mkdtempSync(join(tmpdir(), 'kql-readme-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'example.ts');
  writeFileSync(file, code.replace('./kql-engine/index.ts', new URL('index.ts', import.meta.url).href));
  const printed = execFileSync(process.execPath, [file], { encoding: 'utf8' });
  assert.equal(printed.trim(), /console\.log\(.*\); \/\/ (.*)/.exec(code)![1]!.trim());
});

it('the README names no file that is not there', () => {
  for (const [, name] of text.matchAll(/`([a-z-]+(?:\/[a-z-]+)?\.ts)`/g)) {
    assert.ok(readFileSync(new URL(name!, import.meta.url)), name);
  }
});
