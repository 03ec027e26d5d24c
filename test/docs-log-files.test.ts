/** What the pages ask plain log files, asked. `RECORD_RESULTS=1` before this test writes the answers anew. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { LogFiles } from '../local/sample/log-files.ts';
import { consoleSteps, consoleText, runCommand } from './docs-console.ts';
import { blocksOf, readText, root } from './docs-pages.ts';
import { docsRecords } from './docs-workspace.ts';

const page = 'docs/analysts.md';
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailflow-docs-'));
  const files = new LogFiles(folder);
  for (const record of docsRecords()) files.append(record);
  files.close();
});
after(() => rmSync(folder, { recursive: true }));

test(`${page}: the log files answer as it shows`, {
  skip: process.platform === 'win32' && 'the commands are for a shell of Unix',
}, () => {
  const blocks = blocksOf(page).filter(({ language }) => language === 'console');
  assert.ok(blocks.length >= 2);
  for (const block of blocks) {
    const steps = consoleSteps(block);
    assert.ok(steps.length > 0);
    const run = steps.map(({ command }) => {
      const { output, status } = runCommand(command, folder);
      assert.equal(status, 0, output);
      return { command, output };
    });
    if (process.env.RECORD_RESULTS !== '1') assert.deepEqual(steps, run);
    else
      writeFileSync(
        join(root, page),
        readText(page).replace(block.text, () => consoleText(run)),
      );
  }
});
