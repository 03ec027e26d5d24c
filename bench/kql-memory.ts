/**
 * Tables larger than memory: 5,000,000 message tracking rows of 31 columns under a limit of 1 GB, the older segments on disk,
 * and the rate of ingestion through a transform. Run by `bench/run.ts`.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import rule from '../infra/generated/ingestion-dcr.json' with { type: 'json' };
import tables from '../infra/generated/tables.json' with { type: 'json' };
import { createDatabase, createTransform, type KqlType } from '../kql-engine/index.ts';
import type { BenchRow } from './bench-row.ts';
import { columns, trackingRows } from './kql-rows.ts';
import { type Cost, measureChild, reportCost } from './measure-child.ts';

const ROWS = 5_000_000;
const GB = 1024 ** 3;
/** What the tables may hold; the rest of the limit is for the program, a query's own rows, and what is yet to be collected. */
const TABLE_BYTES = 320 * 1024 * 1024;
/** Keeps the heap of JavaScript from growing to what the machine has. */
const HEAP_MB = 640;
const INGEST_ROWS = 200_000;
const HELD_ROWS = 3 * 65_536;
const BATCH_ROWS = 1000;
const END = new Date('2026-11-16T00:00:00Z');

/** Queries over all rows, over one day of seven, for one message, and for the text of a subject. */
const queries = {
  groups: 'Mail | summarize count() by eventId',
  day: "Mail | where TimeGenerated > ago(1d) and eventId == 'RECEIVE' | summarize dcount(senderAddress)",
  message: "Mail | where messageId == 'MESSAGE' | project TimeGenerated, eventId, recipientAddress",
  text: "Mail | where messageSubject has 'error' | summarize count() by bin(TimeGenerated, 1d)",
  senders: 'Mail | summarize count(), dcount(messageId) by senderAddress | top 10 by count_',
  top: 'Mail | top 10 by TimeGenerated desc | project TimeGenerated, senderAddress, messageSubject',
};

/** The benchmark's rows for the table of figures. */
export async function benchKqlMemory(folder: string): Promise<BenchRow[]> {
  const directory = join(folder, 'kql-memory');
  const child = (...args: string[]): Promise<Cost> =>
    measureChild(new URL(import.meta.url), args, {
      node: [`--max-old-space-size=${HEAP_MB}`, '--expose-gc'],
    });
  try {
    const filled = await child('fill', directory, String(ROWS));
    const asked = await child('ask', directory);
    const ingested = await child('ingest');
    const held = await child('hold');
    const { rows, memory, disk, cpu } = filled.result as Record<'rows' | 'memory' | 'disk' | 'cpu', number>;
    const row = (what: string, measured: string, goal = '', holds?: boolean): BenchRow =>
      holds === undefined ? { what, measured, goal } : { what, measured, goal, holds };
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
    return [
      row('kql: rows held with 1 GB', String(rows), `≥ ${ROWS}`, rows >= ROWS),
      row('kql: bytes a row, all in memory', `${held.result.bytes!.toFixed(0)} B`),
      row('kql: bytes a row in memory, older ones on disk', `${(memory / rows).toFixed(0)} B`),
      row('kql: bytes a row on disk', `${(disk / rows).toFixed(0)} B`),
      row('kql: peak memory while filling', megabytes(filled.peak), '≤ 1,074 MB', filled.peak <= GB),
      row('kql: peak memory while asking', megabytes(asked.peak), '≤ 1,074 MB', asked.peak <= GB),
      row('kql: opening 5,000,000 rows', `${asked.result.open!.toFixed(0)} ms`),
      ...Object.keys(queries).map((name) =>
        row(`kql: ${name} over 5,000,000 rows, from disk`, `${(asked.result[name]! / 1000).toFixed(2)} s`),
      ),
      row('kql: rows filled a second', `${Math.round(rows / cpu)} /s a core`),
      // printed for information: an absolute figure says as much of the machine as of the engine
      row(
        'kql: ingestion through a transform (40,000 asked for)',
        `${Math.round(ingested.result.rows! / ingested.result.cpu!)} /s a core`,
      ),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function open(directory: string) {
  return createDatabase({
    tables: [{ name: 'Mail', columns }],
    now: () => END,
    storage: { directory, memoryBytes: TABLE_BYTES },
    limits: { operatorRows: 10_000_000 },
  });
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function fill(directory: string, count: number): Promise<Record<string, number>> {
  const database = open(directory);
  let batch: Record<string, string>[] = [];
  let cpu = 0;
  const put = () => {
    const start = cpuSeconds();
    database.ingest('Mail', batch);
    cpu += cpuSeconds() - start;
    batch = [];
  };
  for (const row of trackingRows(count)) {
    if (batch.push(row) === BATCH_ROWS) put();
  }
  put();
  const memory = database.memoryBytes;
  database.flush();
  const folder = join(directory, 'Mail');
  const disk = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return { rows: database.count('Mail'), memory, disk, cpu };
}

async function ask(directory: string): Promise<Record<string, number>> {
  const result: Record<string, number> = {};
  const timed = <T>(name: string, work: () => T): T => {
    const start = performance.now();
    const made = work();
    result[name] = performance.now() - start;
    return made;
  };
  const database = timed('open', () => open(directory));
  database.query('print 1'); // the language service, loaded at the first use
  const [id] = database.query('Mail | take 1 | project messageId').rows[0] as [string];
  for (const [name, kql] of Object.entries(queries)) {
    const { rows } = timed(name, () => database.query(kql.replace('MESSAGE', id)));
    if (rows.length === 0) throw new Error(`${name} found nothing`);
  }
  return result;
}

/** What full segments take that stay in memory: the heap with them less the heap without. */
async function hold(): Promise<Record<string, number>> {
  const database = createDatabase({ tables: [{ name: 'Mail', columns }], now: () => END });
  const used = () => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  // rows come one by one, as text that belongs to nobody else
  const fresh = function* () {
    for (const row of trackingRows(HELD_ROWS)) yield JSON.parse(JSON.stringify(row));
  };
  const before = used();
  database.ingest('Mail', fresh());
  return { bytes: (used() - before) / database.count('Mail') };
}

/** Rows of the stream through the project's own transform into its own table, as the local stack does it. */
async function ingest(): Promise<Record<string, number>> {
  const flow = rule.dataFlows.find(({ outputStream }) => outputStream === 'Custom-MessageTrackingLog_CL')!;
  const stream = flow.streams[0] as keyof typeof rule.streamDeclarations;
  const typed = (list: readonly { name: string; type: string }[]) =>
    list.map(({ name, type }) => ({ name, type: (type === 'boolean' ? 'bool' : type) as KqlType }));
  const transform = createTransform({
    kql: flow.transformKql,
    columns: typed(rule.streamDeclarations[stream].columns),
    now: () => END,
  });
  const table = tables.find(({ name }) => name === 'MessageTrackingLog_CL')!;
  const database = createDatabase({
    tables: [{ name: table.name, columns: typed(table.columns) }],
    now: () => END,
  });
  let cpu = 0;
  let batch: Record<string, string>[] = [];
  for (const row of trackingRows(INGEST_ROWS)) {
    if (batch.push(row) < BATCH_ROWS) continue;
    // as rows come from a request: text that nobody has looked at yet
    const rows = JSON.parse(JSON.stringify(batch)) as Record<string, string>[];
    batch = [];
    const start = cpuSeconds();
    database.ingest(table.name, transform.run(rows));
    cpu += cpuSeconds() - start;
  }
  return { rows: INGEST_ROWS, cpu, kept: database.count(table.name) };
}

if (import.meta.main) {
  const [what, directory = '', count] = process.argv.slice(2);
  await reportCost(() => {
    if (what === 'fill') return fill(directory, Number(count));
    if (what === 'ask') return ask(directory);
    return what === 'hold' ? hold() : ingest();
  });
}
