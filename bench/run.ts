/**
 * Runs all benchmarks and prints their ratios. Each ratio is against a baseline measured in the same run, so that it
 * means the same on a fast and on a busy machine. `npm run bench -- read upload` runs the named ones only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchRow } from './bench-row.ts';

/** Benchmarks by name: each gets a folder for its files. */
const benches: Record<string, (folder: string) => Promise<BenchRow[]>> = {
  read: async (folder) => (await import('./read-log.ts')).benchReadLog(folder),
  forward: async (folder) => (await import('./forward-log.ts')).benchForwardLog(folder),
  memory: async (folder) => (await import('./forward-log.ts')).benchMemory(folder),
  latency: async () => (await import('./upload.ts')).benchLatency(),
  upload: async (folder) => (await import('./upload.ts')).benchUpload(folder),
  fresh: async (folder) => (await import('./fresh-lines.ts')).benchFreshLines(folder),
  'kql-memory': async (folder) => (await import('./kql-memory.ts')).benchKqlMemory(folder),
  import: async (folder) => (await import('./import.ts')).benchImport(folder),
  trace: async () => (await import('./message-trace.ts')).benchMessageTrace(),
  'trace-backfill': async () => (await import('./message-trace.ts')).benchTraceBackfill(),
  start: async () => (await import('./cold-start.ts')).benchColdStart(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'mailflow-bench-'));
let missed = 0;
try {
  for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
    console.error(`${name} …`);
    for (const row of await benches[name](folder)) {
      const verdict = row.holds === undefined ? '' : row.holds ? 'holds' : 'MISSED';
      if (row.holds === false) missed++;
      console.log(
        [row.what.padEnd(62), row.measured.padStart(22), row.goal.padStart(14), verdict].join('  ').trimEnd(),
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed > 0 ? 1 : 0;
