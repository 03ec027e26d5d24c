/**
 * Reading records: our reader against csv-parse as a stream of objects. Same file, each case in a process of its own,
 * measured by CPU time; the cases take turns, and the medians are compared.
 */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { trackingFields } from '../local/sample/message.ts';
import { readRecords } from '../src/exchange/log-reader.ts';
import type { BenchRow } from './bench-row.ts';
import { generateLog } from './generate-log.ts';
import { type Cost, measureChild, reportCost } from './measure-child.ts';

const BYTES = 200e6;
const TURNS = 3;
const cases = { ours, 'csv-parse': csvParse } as const;
type Case = keyof typeof cases;

/** Rows for the table: the ratio that must hold, and what each case does a second. */
export async function benchReadLog(folder: string): Promise<BenchRow[]> {
  const file = join(folder, 'read.LOG');
  const { rows } = await generateLog({ file, bytes: BYTES });
  const costs: Record<Case, Cost[]> = { ours: [], 'csv-parse': [] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const name of Object.keys(cases) as Case[]) {
      const cost = await measureChild(new URL(import.meta.url), [name, file]);
      if (cost.result.rows !== rows) throw new Error(`${name} read ${cost.result.rows} of ${rows} records.`);
      costs[name].push(cost);
    }
  }
  const lengths = new Set(Object.values(costs).flatMap((list) => list.map(({ result }) => result.length)));
  if (lengths.size > 1) throw new Error('The two cases did not read the same values.');
  const ratio = median(costs['csv-parse']) / median(costs.ours);
  return [
    {
      what: 'reading records of a 200 MB log, CPU: csv-parse (objects) / ours',
      measured: `${ratio.toFixed(1)} ×`,
      goal: '≥ 8 ×',
      holds: ratio >= 8,
    },
    { what: '  ours', measured: rate(costs.ours, rows), goal: '' },
    { what: '  csv-parse, stream of objects', measured: rate(costs['csv-parse'], rows), goal: '' },
  ];
}

function median(costs: readonly Cost[]): number {
  const sorted = costs.map(({ cpu }) => cpu).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function rate(costs: readonly Cost[], rows: number): string {
  const seconds = median(costs);
  return `${(BYTES / 1e6 / seconds).toFixed(0)} MB/s, ${Math.round(rows / seconds / 1000)} k rows/s`;
}

/**
 * Every value of every record is asked for its length, so that neither case gets away with values it never made, and
 * both count to the same sum.
 */
async function ours(source: Readable): Promise<Record<string, number>> {
  let rows = 0;
  let length = 0;
  for await (const { records } of readRecords(source, { final: true })) {
    rows += records.length;
    for (const { values } of records) for (const value of values) length += value.length;
  }
  return { rows, length };
}

/** csv-parse as one would use it: without the `#` lines, an object a record. */
async function csvParse(source: Readable): Promise<Record<string, number>> {
  let rows = 0;
  let length = 0;
  const parser = parse({
    bom: true,
    comment: '#',
    comment_no_infix: true,
    relax_quotes: true,
    relax_column_count: true,
    columns: [...trackingFields],
  });
  for await (const record of source.pipe(parser) as AsyncIterable<Record<string, string>>) {
    rows += 1;
    for (const name of trackingFields) length += record[name]!.length;
  }
  return { rows, length };
}

if (import.meta.main) {
  const [name, file] = process.argv.slice(2) as [Case, string];
  await reportCost(() => cases[name](createReadStream(file, { highWaterMark: 1 << 18 })));
}
