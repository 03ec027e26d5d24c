import { type ChildProcess, fork } from 'node:child_process';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ChildMessage, ParentMessage } from './child-messages.ts';

/** A child process of the stack, as a test runs it alone. */
export interface TestChild {
  readonly process: ChildProcess;
  /** All that it has printed so far. */
  readonly output: () => string;
  tell(message: ParentMessage): void;
  /** Asks it to end. */
  stop(): Promise<void>;
  /** Ends it as kill -9 does. */
  kill(): Promise<void>;
}

const children = new Set<ChildProcess>();
if (process.env.NODE_TEST_CONTEXT !== undefined)
  after(() => {
    for (const child of children) child.kill('SIGKILL');
  });

/**
 * For tests: starts a process of the stack and waits until it is ready. @param file path below the root of
 * the project
 */
export async function testChild(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<TestChild> {
  const child = fork(fileURLToPath(new URL(`../../${file}`, import.meta.url)), args, {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      new URL('./end-with-parent.ts', import.meta.url).href,
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const tell = (message: ParentMessage) => child.connected && child.send(message);
  tell({ type: 'go' });
  await new Promise<void>((resolve, reject) => {
    child.on('message', ({ type }: ChildMessage) => type === 'ready' && resolve());
    exited.then(() => reject(new Error(`${file} ended before it was ready:\n${output}`)));
  });
  return {
    process: child,
    output: () => output,
    tell,
    stop() {
      tell({ type: 'stop' });
      return exited;
    },
    kill() {
      child.kill('SIGKILL');
      return exited;
    },
  };
}
