/**
 * The KQL engine against DuckDB: the same 1,000,000 message tracking rows of 31 columns, twelve queries in KQL and in SQL
 * written by hand, both fetched as JavaScript values, in the same run. `node bench/kql.ts [--rows N] [--only WORD] [--turns N]`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { createDatabase, type Database } from '../kql-engine/index.ts';
import type { BenchRow } from './bench-row.ts';
import { type BenchQuery, queries } from './kql-queries.ts';
import { columns, writeRows } from './kql-rows.ts';

const TABLE = 'MessageTrackingLog_CL';
const SMALL = 100_000;

export interface KqlBenchOptions {
  /** Default 1,000,000. */
  rows?: number;
  /** Runs of each query after the warm-up; the median counts. Default 3. */
  turns?: number;
  /** Only queries whose name has this text. */
  only?: string;
}

/** One query measured: milliseconds of wall clock, and of CPU on 100,000 rows. */
interface Measured {
  query: BenchQuery;
  ours: number;
  duckdb: number;
  smallCpu: number;
}

/** Rows for the table: ratios (ours / DuckDB), their geometric mean and the worst. */
export async function benchKql(folder: string, options: KqlBenchOptions = {}): Promise<BenchRow[]> {
  const { rows = 1_000_000, turns = 3, only = '' } = options;
  const chosen = queries.filter((q) => q.name.includes(only));
  const file = join(folder, 'rows.ndjson');
  const small = empty();
  const full = empty();
  let loaded = 0;
  let loading = 0;
  await writeRows(file, rows, (lines) => {
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const from = process.cpuUsage();
    full.ingest(TABLE, parsed);
    loading += cpuSince(from);
    if (loaded < SMALL) small.ingest(TABLE, parsed.slice(0, SMALL - loaded));
    loaded += lines.length;
  });
  const duckdb = await openDuckDb(file);
  const measured: Measured[] = [];
  for (const query of chosen) {
    const check = await compare(query, full, duckdb);
    if (check) throw new Error(`${query.name}: ${check}`);
    const ours: number[] = [];
    const theirs: number[] = [];
    const cpu: number[] = [];
    small.query(query.kql);
    for (let turn = 0; turn < turns; turn++) {
      ours.push(await time(() => full.query(query.kql)));
      theirs.push(await time(() => fetchRows(duckdb, query.sql)));
      const from = process.cpuUsage();
      small.query(query.kql);
      cpu.push(cpuSince(from));
    }
    measured.push({ query, ours: median(ours), duckdb: median(theirs), smallCpu: median(cpu) });
  }
  return report(measured, rows, loading);
}

function report(measured: Measured[], rows: number, loading: number): BenchRow[] {
  const ratios = measured.map((m) => m.ours / m.duckdb);
  const mean = Math.exp(ratios.reduce((sum, r) => sum + Math.log(r), 0) / ratios.length);
  const worst = Math.max(...ratios);
  const slowest = Math.max(...measured.map((m) => m.smallCpu));
  const million = `${rows.toLocaleString('en')} rows`;
  return [
    {
      what: `KQL queries over ${million}, geometric mean: ours / DuckDB`,
      measured: `${mean.toFixed(2)} ×`,
      goal: '≤ 2 ×',
      holds: mean <= 2,
    },
    { what: '  the worst of them', measured: `${worst.toFixed(2)} ×`, goal: '≤ 6 ×', holds: worst <= 6 },
    ...measured.map(({ query, ours, duckdb, smallCpu }) => ({
      what: `  ${query.name}`,
      measured: `${ours.toFixed(0)} / ${duckdb.toFixed(0)} ms = ${(ours / duckdb).toFixed(2)} ×; ${smallCpu.toFixed(0)} ms`,
      goal: '',
    })),
    {
      what: `  slowest query on ${SMALL.toLocaleString('en')} rows (last figure of each), CPU`,
      measured: `${slowest.toFixed(0)} ms`,
      goal: '(100 ms)',
    },
    { what: '  loading, CPU', measured: `${Math.round(rows / loading)} k rows/s`, goal: '' },
  ];
}

function empty(): Database {
  return createDatabase({
    tables: [{ name: TABLE, columns }],
    now: () => new Date('2026-11-16T00:00:00Z'),
    limits: { resultRows: 2_000_000, resultBytes: 2e9 },
  });
}

/** Two threads, nothing loaded from outside, the rows in memory with the types of the table. */
async function openDuckDb(file: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const types = columns.map((c) => `${c.name}: '${c.type === 'datetime' ? 'TIMESTAMP' : 'VARCHAR'}'`);
  const texts = columns.map((c) => (c.type === 'string' ? `coalesce(${c.name}, '') AS ${c.name}` : c.name));
  await connection.run(
    `CREATE TABLE t AS SELECT ${texts.join(', ')} FROM read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {${types.join(', ')}})`,
  );
  return connection;
}

async function fetchRows(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowsJS();
}

/** What differs between the two results, or undefined. */
async function compare(
  query: BenchQuery,
  database: Database,
  duckdb: DuckDBConnection,
): Promise<string | undefined> {
  const ours = database.query(query.kql).rows;
  const theirs = await fetchRows(duckdb, query.sql);
  if (ours.length !== theirs.length) return `${ours.length} rows, DuckDB has ${theirs.length}`;
  const a = ours.map((row) => row.slice(0, query.compare).map(plain).join('\u0000')).sort();
  const b = theirs.map((row) => row.slice(0, query.compare).map(plain).join('\u0000')).sort();
  const at = a.findIndex((text, i) => text !== b[i]);
  return at < 0 ? undefined : `a row is ${a[at]!.slice(0, 200)}, in DuckDB ${b[at]!.slice(0, 200)}`;
}

/** A value of either engine as text: datetimes with seven digits, numbers to nine. */
function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString().replace('Z', '0000Z');
  if (typeof value === 'number') return String(Number(value.toPrecision(9)));
  if (Array.isArray(value)) return `[${value.map(plain).join(',')}]`;
  return String(value);
}

async function time(run: () => unknown): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

function cpuSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { rows: { type: 'string' }, turns: { type: 'string' }, only: { type: 'string' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-bench-kql-'));
  try {
    const rows = await benchKql(folder, {
      ...(values.rows ? { rows: Number(values.rows) } : {}),
      ...(values.turns ? { turns: Number(values.turns) } : {}),
      ...(values.only ? { only: values.only } : {}),
    });
    for (const row of rows) {
      const verdict = row.holds === undefined ? '' : row.holds ? 'holds' : 'MISSED';
      console.log(
        [row.what.padEnd(62), row.measured.padStart(36), row.goal.padStart(9), verdict].join('  ').trimEnd(),
      );
    }
    process.exitCode = rows.some((row) => row.holds === false) ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
