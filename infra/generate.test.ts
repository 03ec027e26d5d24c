import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedFiles } from './generate.ts';

for (const [path, text] of generatedFiles()) {
  test(`${path} is what npm run generate writes`, () => {
    assert.equal(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'), text);
  });
}
