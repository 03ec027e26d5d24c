import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { portCount } from '../local/stack/stack-layout.ts';

const command = fileURLToPath(new URL('../cli/mailflow.ts', import.meta.url));

/** A local stack running as a person would start it, in processes of its own. */
export class RunningStack {
  readonly port: number;
  readonly #args: readonly string[];
  #process: ChildProcess | undefined;
  #output = '';

  /** @param port the first of the stack's ports @param args further options of `mailflow up` */
  constructor(port: number, args: readonly string[]) {
    this.port = port;
    this.#args = args;
  }

  /** One without the sample organisation, which tails a folder of logs; its data goes below `folder`. */
  static async tailing(logs: string, folder: string): Promise<RunningStack> {
    const data = join(folder, 'data');
    return new RunningStack(await freePortRow(), ['--data', data, '--no-sample', '--logs', logs]);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What it printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [command, 'up', '--port', String(this.port), ...this.#args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    await this.until(async () => {
      if (child.exitCode !== null)
        throw new Error(`the stack ended with ${child.exitCode}:\n${this.#output}`);
      return (await this.status()) !== undefined;
    }, 60_000);
  }

  /** Ctrl-C, and the wait for its end. */
  async stop(): Promise<number | null> {
    return this.#end('SIGINT');
  }

  /** kill -9 of the stack's own process and of all its children at once. */
  async kill(): Promise<void> {
    const pids = (await this.children()).map(({ pid }) => pid);
    const end = this.#end('SIGKILL');
    for (const pid of pids) killProcess(pid);
    await end;
  }

  /** kill -9 of one child; the stack starts it again. Gives whether it was there to be killed. */
  async killChild(name: string): Promise<boolean> {
    const child = (await this.children()).find((child) => child.name === name);
    return child !== undefined && killProcess(child.pid);
  }

  async children(): Promise<{ name: string; pid: number }[]> {
    const status = await this.status();
    return (status?.children ?? []).flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }]));
  }

  /** What `/status` says; undefined while nobody answers there. */
  async status(): Promise<
    { tables: Record<string, number>; children: { name: string; pid?: number }[] } | undefined
  > {
    try {
      const response = await fetch(`${this.url}/status`, { signal: AbortSignal.timeout(5000) });
      return (await response.json()) as never;
    } catch {
      return undefined;
    }
  }

  /** The rows of a query, by the Log Analytics query API. */
  async query(query: string): Promise<unknown[][]> {
    const response = await fetch(`${this.url}/v1/workspaces/local/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const body = (await response.json()) as { tables?: { rows: unknown[][] }[] };
    if (body.tables === undefined) throw new Error(`${query}: ${JSON.stringify(body)}`);
    return body.tables[0].rows;
  }

  /** Waits until the condition holds; fails with the stack's output where it takes too long. */
  async until(condition: () => Promise<boolean>, patience: number): Promise<void> {
    const end = Date.now() + patience;
    while (!(await condition())) {
      if (Date.now() > end)
        throw new Error(`waited ${patience} ms in vain; the stack printed:\n${this.#output}`);
      await sleep(100);
    }
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
}

function killProcess(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** The first of a row of free ports, below those that the system gives to clients. */
export async function freePortRow(): Promise<number> {
  for (;;) {
    const first = 10_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all(Array.from({ length: portCount }, (_, i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => {
      const free = (server.address() as AddressInfo).port === port;
      server.close(() => resolve(free));
    });
  });
}
