/** The bundled Functions app: its size, and the CPU time that loading it costs, above that of an empty file. */
import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from './bench-row.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/functions/app.cjs', import.meta.url));
const runs = 7;

/** Builds the bundle, then loads it several times in processes of their own; the median counts. */
export async function benchColdStart(): Promise<BenchRow[]> {
  execFileSync(process.execPath, ['build.ts'], { cwd: root });
  const { size } = await stat(bundle);
  const empty = median(() => loadCpu("''"));
  const loaded = median(() => loadCpu(`require(${JSON.stringify(bundle)})`));
  const cpu = loaded - empty;
  return [
    {
      what: 'bundled Functions app, size',
      measured: `${(size / 1e6).toFixed(2)} MB`,
      goal: '< 1.5 MB',
      holds: size < 1.5e6,
    },
    {
      what: 'bundled Functions app, CPU to load',
      measured: `${cpu.toFixed(0)} ms`,
      goal: '< 150 ms',
      holds: cpu < 150,
    },
  ];
}

/** CPU time in ms of a process that runs the code and ends. */
function loadCpu(code: string): number {
  const script = `${code};const {user,system}=process.cpuUsage();process.stdout.write('CPU'+(user+system)/1e3);process.exit()`;
  const out = execFileSync(process.execPath, ['-e', script], {
    cwd: tmpdir(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Number(out.slice(out.lastIndexOf('CPU') + 3));
}

function median(measure: () => number): number {
  return Array.from({ length: runs }, measure).sort((a, b) => a - b)[runs >> 1];
}
