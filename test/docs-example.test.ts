/**
 * The example of docs/write-a-rule.md, followed to the letter in a copy of the repository: each file that the page shows is
 * written, each change made, each command run, in the order of the page. `RECORD_RESULTS=1` writes the outputs anew.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { consoleSteps, consoleText, runCommand } from './docs-console.ts';
import { type Block, blocksOf, readText, root } from './docs-pages.ts';

const page = 'docs/write-a-rule.md';
/** What is no source: the history, packages, builds, and what a local stack has stored. */
const leftOut = new Set(['.git', '.mailflow', 'coverage', 'dist', 'node_modules']);
let copy: string;

describe(page, { skip: process.platform === 'win32' && 'the commands are for a shell of Unix' }, () => {
  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'mailflow-docs-'));
    cpSync(root, copy, { recursive: true, filter: (path) => !leftOut.has(relative(root, path)) });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    // What is generated may be stale in a work tree; the page tells of one that is not.
    const { status, output } = runCommand('node infra/generate.ts', copy);
    assert.equal(status, 0, output);
  });
  after(() => rmSync(copy, { recursive: true }));

  for (const block of blocksOf(page)) {
    if (block.language === 'diff') test(`changes ${block.name}`, () => change(block));
    else if (block.name.includes('/')) test(`writes ${block.name}`, () => write(block));
    else if (block.language === 'console') test(block.text.split('\n')[0]!, () => run(block));
  }
});

function write({ name, text }: Block): void {
  mkdirSync(dirname(join(copy, name)), { recursive: true });
  writeFileSync(join(copy, name), text, { flag: 'wx' });
}

/** Each hunk, behind a line `@@`, says what stands there and what has to. */
function change({ name, text }: Block): void {
  let file = readFileSync(join(copy, name), 'utf8');
  for (const hunk of text.split(/^@@.*\n/m).filter((part) => part !== '')) {
    const lines = hunk.trimEnd().split('\n');
    const side = (sign: string) =>
      lines
        .filter((line) => line[0] === ' ' || line[0] === sign)
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    assert.equal(file.split(side('-')).length, 2, `${name} has not, or not once:\n${side('-')}`);
    file = file.replace(side('-'), () => side('+'));
  }
  writeFileSync(join(copy, name), file);
}

function run(block: Block): void {
  const steps = consoleSteps(block);
  assert.ok(steps.length > 0);
  const ran = steps.map(({ command }) => {
    const { output, status } = runCommand(command, copy);
    assert.equal(status, 0, `${command}\n${output}`);
    return { command, output };
  });
  if (process.env.RECORD_RESULTS !== '1') assert.deepEqual(steps, ran);
  else
    writeFileSync(
      join(root, page),
      readText(page).replace(block.text, () => consoleText(ran)),
    );
}
