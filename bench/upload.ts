/**
 * The upload alone, from rows that are ready: our uploader against the SDK's upload(), and how much eight requests in
 * flight carry where each takes 200 ms. The service answers in the same process, without sockets.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogsIngestionClient } from '@azure/monitor-ingestion';
import { readRecords } from '../src/exchange/log-reader.ts';
import { MemoryDeadLetters } from '../src/ingestion/memory-dead-letters.ts';
import { createUploader } from '../src/ingestion/uploader.ts';
import { createRowWriter } from '../src/streams/write-row.ts';
import {
  LogsIngestionService,
  testCredential,
  testEndpoint,
  testRule,
  testStream,
} from '../test/doubles/logs-ingestion-service.ts';
import type { BenchRow } from './bench-row.ts';
import { generateLog } from './generate-log.ts';
import { type Cost, measureChild, reportCost } from './measure-child.ts';

const megabyte = 1e6;
const logBytes = 100 * megabyte;

/** CPU time of our uploader as a share of that of the SDK's upload(), for the same rows. */
export async function benchUpload(folder: string): Promise<BenchRow[]> {
  const ours = await run(folder, 'ours', 0);
  const sdk = await run(folder, 'sdk', 0);
  return [
    {
      what: 'rows to acknowledged requests, CPU: ours / SDK upload()',
      measured: `${(ours.result.cpu / sdk.result.cpu).toFixed(2)} ×`,
      goal: '',
    },
    { what: '  ours', measured: describe(ours), goal: '' },
    { what: '  SDK upload()', measured: describe(sdk), goal: '' },
  ];
}

/** JSON carried in a second where each request takes 200 ms, with the default of eight requests in flight. */
export async function benchLatency(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mailflow-upload-'));
  try {
    const { result } = await run(folder, 'ours', 200);
    const rate = result.rawBytes / megabyte / result.wall;
    return [
      {
        what: 'eight requests in flight at 200 ms each, JSON',
        measured: `${rate.toFixed(0)} MB/s`,
        goal: '≥ 33 MB/s',
        holds: rate >= 33,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(folder: string, way: 'ours' | 'sdk', latencyMs: number): Promise<Cost> {
  const file = join(folder, 'upload.LOG');
  await generateLog({ file, bytes: logBytes });
  return measureChild(new URL(import.meta.url), [way, file, String(latencyMs)]);
}

function describe({ result }: Cost): string {
  const size = Math.round(result.wireBytes / result.requests / 1000);
  return `${(result.rawBytes / megabyte / result.cpu).toFixed(0)} MB/s, ${result.requests} × ${size} kB`;
}

/** The JSON rows of a log, as the forwarder makes them. */
async function readRows(file: string): Promise<string[]> {
  const write = createRowWriter({ FilePath: file, Computer: 'MBX01', collector: 'Function' });
  const rows: string[] = [];
  for await (const batch of readRecords(createReadStream(file), { file, final: true })) {
    // Through a buffer, so that building the text is not left to the upload.
    for (const record of batch.records) rows.push(Buffer.from(write(record)).toString());
  }
  return rows;
}

async function ours(rows: readonly string[], service: LogsIngestionService): Promise<void> {
  const uploader = createUploader({
    endpoint: testEndpoint,
    dcrImmutableId: testRule,
    credential: testCredential,
    httpClient: service.httpClient,
  });
  const session = uploader.open({ stream: testStream, file: 'bench', deadLetters: new MemoryDeadLetters() });
  for (const [index, row] of rows.entries()) {
    const full = session.add(row, { line: index + 1, offset: index, end: index + 1 });
    if (full !== undefined) await full;
  }
  await session.flush();
  await uploader.close();
}

async function sdk(rows: readonly Record<string, unknown>[], service: LogsIngestionService): Promise<void> {
  const client = new LogsIngestionClient(testEndpoint, testCredential, { httpClient: service.httpClient });
  for (let from = 0; from < rows.length; from += 20_000) {
    await client.upload(testRule, testStream, rows.slice(from, from + 20_000));
  }
}

/** Measures the upload without the reading before it. */
async function measureUpload(way: string, file: string, latencyMs: number): Promise<Record<string, number>> {
  const rows = await readRows(file);
  const objects = way === 'sdk' ? rows.map((row): Record<string, unknown> => JSON.parse(row)) : [];
  const service = new LogsIngestionService({ keepRows: false, latencyMs });
  const cpu = process.cpuUsage();
  const start = performance.now();
  await (way === 'sdk' ? sdk(objects, service) : ours(rows, service));
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const sum = (key: 'wireBytes' | 'rawBytes') =>
    service.requests.reduce((total, each) => total + each[key], 0);
  return {
    cpu: (user + system) / 1e6,
    wall,
    requests: service.requests.length,
    wireBytes: sum('wireBytes'),
    rawBytes: sum('rawBytes'),
  };
}

if (import.meta.main) {
  const [way = '', file = '', latencyMs] = process.argv.slice(2);
  await reportCost(() => measureUpload(way, file, Number(latencyMs)));
}
