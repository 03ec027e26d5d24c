import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Block } from './docs-pages.ts';
import { root } from './docs-pages.ts';

/** A command of a block `console` and what the page shows behind it. */
export interface ConsoleStep {
  readonly command: string;
  readonly output: string;
}

/** The steps of a block: each begins with a line `$ command`, which goes on behind a backslash. */
export function consoleSteps({ text }: Block): ConsoleStep[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [, command, output] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(step)!;
      return { command: command!, output: output!.trim() };
    });
}

/** The block with other outputs. */
export function consoleText(steps: readonly ConsoleStep[]): string {
  return steps.map(({ command, output }) => `$ ${command}\n${output === '' ? '' : `${output}\n`}`).join('');
}

/**
 * What a command prints, by a shell in a folder; `mailflow` is that of the repository. Of what the test runner counts, tests,
 * passes and failures are kept; its times are left out.
 */
export function runCommand(command: string, folder: string): { output: string; status: number | null } {
  const { PATH, NODE_TEST_CONTEXT: _context, ...environment } = process.env;
  const script = `mailflow() { node '${join(root, 'cli/mailflow.ts')}' "$@"; }\n${command}`;
  const { stdout, status } = spawnSync('sh', ['-c', `exec 2>&1\n${script}`], {
    cwd: folder,
    encoding: 'utf8',
    // Node hands NODE_V8_COVERAGE on to every child whose environment does not name it, even as undefined.
    env: { ...environment, NODE_V8_COVERAGE: undefined, PATH: `${join(root, 'node_modules/.bin')}:${PATH}` },
  });
  return { output: briefly(stdout).trim(), status };
}

function briefly(text: string): string {
  return text
    .replaceAll(/ \([\d.]+ms\)$/gm, '')
    .replaceAll(/^ℹ (?:suites|cancelled|skipped|todo|duration_ms) .*\n?/gm, '');
}
