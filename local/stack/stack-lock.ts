import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MailflowError } from '../../src/error.ts';

/** Who uses a data folder. */
interface Holder {
  readonly pid: number;
  readonly port: number;
  /** When it took the folder, milliseconds since 1970. */
  readonly since: number;
  /** Process ids of the children, which outlive a killed parent by some milliseconds. */
  readonly children: readonly number[];
}

/** Keeps a second stack off the same data folder. */
export interface StackLock {
  /** Notes the children that run now. */
  update(children: readonly number[]): void;
  release(): void;
}

/** A stack that began less than this ago may not answer yet, milliseconds. */
const startTime = 20_000;

/**
 * Takes the data folder for this process. After a stack that was killed it waits until the last of its
 * children is gone, so that never two processes write the same files.
 * @throws MailflowError `stack-running`
 */
export async function lockStack(file: string, port: number): Promise<StackLock> {
  const holder = readHolder(file);
  if (holder !== undefined && holder.pid !== process.pid) {
    const isStarting = Date.now() - holder.since < startTime;
    if (isAlive(holder.pid) && (isStarting || (await answers(holder.port)))) {
      throw new MailflowError(
        'stack-running',
        `A local stack already runs with this data folder (process ${holder.pid}).`,
        {
          advice: `It is at http://127.0.0.1:${holder.port}. Stop it first, or give this one its own folder with --data.`,
        },
      );
    }
    for (let wait = 0; wait < 50 && holder.children.some(isAlive); wait++) await sleep(100);
  }
  const since = Date.now();
  const write = (children: readonly number[]) => {
    writeFileSync(file, `${JSON.stringify({ pid: process.pid, port, since, children } satisfies Holder)}\n`);
  };
  write([]);
  return { update: write, release: () => rmSync(file, { force: true }) };
}

/** Who uses a data folder; undefined where nobody does. */
export function readHolder(file: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    if (typeof holder.pid !== 'number' || typeof holder.port !== 'number') return undefined;
    return { pid: holder.pid, port: holder.port, since: holder.since ?? 0, children: holder.children ?? [] };
  } catch {
    return undefined; // Not there, or cut off by a kill: nobody holds it.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // In a container without an init process, the killed stay as zombies: they hold nothing any more.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether something listens there. A process id alone proves little: the system gives them out again. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
