/**
 * Reading exports of message traces, file to rows of the stream: speed, and memory that does not grow with the file.
 */
import { createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readExport } from '../src/message-trace/import/read-export.ts';
import type { BenchRow } from './bench-row.ts';
import { type ExportFormat, generateExport } from './generate-export.ts';
import { type Cost, measureChild, reportCost } from './measure-child.ts';

const megabyte = 1e6;
/**
 * V8 lets garbage lie while there is room for it: with a small heap, memory shows what is needed, and holding on to the
 * file ends the process.
 */
const smallHeap = ['--max-semi-space-size=16', '--max-old-space-size=48'];

/** What importing one file of so many bytes costs, in a process of its own. */
export async function measureImport(folder: string, format: ExportFormat, bytes: number): Promise<Cost> {
  const file = join(folder, `${format}-${bytes}`);
  const rows = generateExport(file, format, bytes);
  try {
    const cost = await measureChild(new URL(import.meta.url), [file], { node: smallHeap });
    if (cost.result.rows !== rows) throw new Error(`${cost.result.rows} of ${rows} rows of ${file}`);
    return cost;
  } finally {
    rmSync(file);
  }
}

/** Exports of 500 MB, in a heap of 48 MB, and their memory against 50 MB. */
export async function benchImport(folder: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const format of ['iso-csv', 'us-csv', 'graph-json'] as const) {
    const small = await measureImport(folder, format, 50 * megabyte);
    const large = await measureImport(folder, format, 500 * megabyte);
    const growth = large.peak / small.peak - 1;
    rows.push(
      {
        what: `importing ${format} of 500 MB: peak memory against 50 MB`,
        measured: `${Math.round(large.peak / megabyte)} MB, ${(growth * 100).toFixed(0)} %`,
        goal: '≤ 15 %',
        holds: growth <= 0.15,
      },
      {
        what: '  speed, one core',
        measured: `${Math.round(large.result.rows! / large.cpu)} rows/s, ${Math.round(500 / large.cpu)} MB/s`,
        goal: '',
      },
    );
  }
  return rows;
}

if (import.meta.main) {
  const file = process.argv[2]!;
  await reportCost(async () => {
    let rows = 0;
    const source = {
      name: file,
      rereadable: true,
      open: () => createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>,
    };
    const options = { acceptedDomains: new Set(['contoso.com']), now: Date.now() };
    for await (const batch of readExport(source, options)) rows += batch.rows.length;
    return { rows };
  });
}
