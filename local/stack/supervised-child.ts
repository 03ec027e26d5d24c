import { type ChildProcess, fork } from 'node:child_process';
import { type ChildLog, childLog } from './child-log.ts';
import type { ChildMessage, ChildState, ParentMessage } from './child-messages.ts';
import { stackModule } from './stack-files.ts';

export interface ChildOptions {
  readonly name: string;
  /** The module that the process runs. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** It says `ready` itself; otherwise it counts as ready once it runs. */
  readonly tellsReady: boolean;
  readonly onMessage?: (message: ChildMessage) => void;
  /** Its state has changed. */
  readonly onChange: () => void;
  /**
   * It has ended without being asked to. @param lines the last of its output @param delay ms until it is
   * started again
   */
  readonly onDeath: (how: string, lines: readonly string[], delay: number) => void;
}

/** A child process that is started again whenever it ends by itself. */
export interface SupervisedChild {
  readonly state: ChildState;
  readonly pid: number | undefined;
  /** Resolves when it is ready for the first time. */
  readonly ready: Promise<void>;
  start(): void;
  /** Tells it something, now and after every restart. */
  tell(message: ParentMessage): void;
  /** Asks it to end; ends it by force when it has not after `patience` milliseconds. */
  stop(patience: number): Promise<void>;
}

/** Pause before a restart, milliseconds: doubled each time the process dies soon after its start. */
const shortestPause = 100;
const longestPause = 10_000;
const soon = 5_000;

const preload = stackModule('local/stack/end-with-parent').href;

export function superviseChild(options: ChildOptions): SupervisedChild {
  const log: ChildLog = childLog(options.logFile);
  const told = new Map<ParentMessage['type'], ParentMessage>();
  let child: ChildProcess | undefined;
  let state: ChildState['state'] = 'starting';
  let restarts = 0;
  let pause = shortestPause;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const ready = Promise.withResolvers<void>();

  const change = (next: ChildState['state']) => {
    state = next;
    options.onChange();
  };
  const start = () => {
    const started = performance.now();
    child = fork(options.entry, [...options.args], {
      env: options.env,
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', preload],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
    } as Parameters<typeof fork>[2]);
    const running = child;
    running.stdout?.on('data', (chunk: Buffer) => log.write(chunk));
    running.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
    running.on('message', (message: ChildMessage) => {
      if (message.type === 'ready') {
        change('running');
        ready.resolve();
      }
      options.onMessage?.(message);
    });
    running.on('error', (error) => log.write(Buffer.from(`${error.message}\n`)));
    running.once('exit', (code, signal) => {
      child = undefined;
      if (stopping) return;
      const lived = performance.now() - started;
      pause = lived < soon ? Math.min(pause * 2, longestPause) : shortestPause;
      restarts++;
      change('restarting');
      options.onDeath(signal === null ? `exit status ${code}` : `signal ${signal}`, log.lastLines(6), pause);
      timer = setTimeout(start, pause);
    });
    for (const message of told.values()) running.send(message, ignore);
    if (!options.tellsReady) ready.resolve();
    change(options.tellsReady ? 'starting' : 'running');
  };
  return {
    get state() {
      return { name: options.name, state, restarts, ...(child?.pid === undefined ? {} : { pid: child.pid }) };
    },
    get pid() {
      return child?.pid;
    },
    ready: ready.promise,
    start,
    tell(message) {
      told.set(message.type, message);
      if (child?.connected) child.send(message, ignore);
    },
    async stop(patience) {
      stopping = true;
      clearTimeout(timer);
      const ending = child;
      if (ending !== undefined && ending.exitCode === null && ending.signalCode === null) {
        const exited = new Promise((resolve) => ending.once('exit', resolve));
        const force = setTimeout(() => ending.kill('SIGKILL'), patience);
        if (ending.connected) ending.send({ type: 'stop' } satisfies ParentMessage, ignore);
        await exited;
        clearTimeout(force);
      }
      change('stopped');
    },
  };
}

/** A message that does not arrive needs no answer: the process is ending, and its exit is what counts. */
function ignore(): void {}
