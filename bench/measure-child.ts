import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a case cost: measured in a process of its own, so that cases do not warm up or fill the memory of others. */
export interface Cost {
  /** User and system time of the process, all its threads, in seconds. */
  readonly cpu: number;
  /** From start to end of the case, in seconds. */
  readonly wall: number;
  /** Peak resident memory of the process, in bytes. */
  readonly peak: number;
  /** What the case reported of itself. */
  readonly result: Record<string, number>;
}

/**
 * Runs a file of `bench/` as `node FILE ARGS…` and reads the cost that it prints by `reportCost`.
 * @throws where the process fails; its standard error is in the message
 */
export async function measureChild(
  file: URL,
  args: readonly string[],
  options: { readonly env?: Record<string, string>; readonly node?: readonly string[] } = {},
): Promise<Cost> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...(options.node ?? []), file.pathname, ...args],
    {
      env: { ...process.env, ...options.env },
      maxBuffer: 1 << 24,
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) as string) as Cost;
}

/** In the child: runs the case and prints what it cost. */
export async function reportCost(work: () => Promise<Record<string, number>>): Promise<void> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const cpu = process.cpuUsage(cpuBefore);
  const cost: Cost = {
    cpu: (cpu.user + cpu.system) / 1e6,
    wall: (performance.now() - start) / 1e3,
    // Kilobytes on every platform. Source: Node.js, process.resourceUsage.
    peak: process.resourceUsage().maxRSS * 1024,
    result,
  };
  console.log(JSON.stringify(cost));
}
