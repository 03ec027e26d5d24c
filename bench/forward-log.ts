/**
 * Log file to acknowledged requests: our way (reader, row writer, uploader) against csv-parse and the SDK's upload().
 * The service is an HTTPS sink in a process of its own, which reads bodies and answers 204.
 */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecords } from '../src/exchange/log-reader.ts';
import { createRecordFilter } from '../src/exchange/record-filter.ts';
import { createUploader } from '../src/ingestion/uploader.ts';
import { messageTrackingLogStream } from '../src/streams/message-tracking.ts';
import { createRowWriter } from '../src/streams/write-row.ts';
import type { BenchRow } from './bench-row.ts';
import { generateLog } from './generate-log.ts';
import { type Cost, measureChild, reportCost } from './measure-child.ts';
import { startSink } from './sink.ts';

const dcr = 'dcr-00000000000000000000000000000000';
const credential = {
  getToken: async () => ({ token: 'bench', expiresOnTimestamp: Date.now() + 3_600_000 }),
};
const megabyte = 1e6;

/**
 * What the Functions app's worker is started with (setting `languageWorkers__node__arguments`): without it V8 lets the space
 * for new objects grow to three times 32 MB when much is made and dropped.
 */
const workerArguments = ['--max-semi-space-size=16'];

/** CPU time of our way as a share of csv-parse + upload(), on a log of 200 MB. */
export async function benchForwardLog(folder: string): Promise<BenchRow[]> {
  const file = await log(folder, 200 * megabyte);
  const ours = await run('ours', file);
  const sdk = await run('sdk', file);
  const ratio = ours.cpu / sdk.cpu;
  return [
    {
      what: 'log file to acknowledged requests, CPU: ours / (csv-parse + SDK upload())',
      measured: `${ratio.toFixed(2)} ×`,
      goal: '≤ 0.45 ×',
      holds: ratio <= 0.45,
    },
    { what: '  ours', measured: rate(ours), goal: '' },
    { what: '  csv-parse + SDK upload()', measured: rate(sdk), goal: '' },
  ];
}

/** Peak memory of our way on 200 MB and on 1 GB. */
export async function benchMemory(folder: string): Promise<BenchRow[]> {
  const small = await run('ours', await log(folder, 200 * megabyte), workerArguments);
  const large = await run('ours', await log(folder, 1000 * megabyte), workerArguments);
  const growth = large.peak / small.peak - 1;
  return [
    {
      what: 'peak memory forwarding 200 MB',
      measured: `${Math.round(small.peak / megabyte)} MB`,
      goal: '≤ 200 MB',
      holds: small.peak <= 200 * megabyte,
    },
    {
      what: 'peak memory forwarding 1 GB, against 200 MB',
      measured: `${(growth * 100).toFixed(0)} %`,
      goal: '≤ 15 %',
      holds: growth <= 0.15,
    },
  ];
}

async function log(folder: string, bytes: number): Promise<string> {
  const file = join(folder, `${bytes}.LOG`);
  await generateLog({ file, bytes });
  return file;
}

async function run(way: 'ours' | 'sdk', file: string, node: readonly string[] = []): Promise<Cost> {
  const sink = await startSink({ delay: 0 });
  try {
    return await measureChild(new URL(import.meta.url), [way, file, sink.endpoint], {
      env: { NODE_EXTRA_CA_CERTS: sink.ca },
      node,
    });
  } finally {
    await sink.stop();
  }
}

function rate(cost: Cost): string {
  return `${(cost.result.bytes / megabyte / cost.cpu).toFixed(0)} MB/s a core`;
}

async function ours(file: string, endpoint: string): Promise<Record<string, number>> {
  const uploader = createUploader({ endpoint, dcrImmutableId: dcr, credential });
  const session = uploader.open<number>({
    stream: messageTrackingLogStream.name,
    file,
    deadLetters: { write: async () => {} },
  });
  const write = createRowWriter({ FilePath: file, Computer: 'MBX01', collector: 'Function' });
  const filter = createRecordFilter({ probes: false, shadowRedundancy: false, events: [], sources: [] });
  let bytes = 0;
  for await (const batch of readRecords(createReadStream(file, { highWaterMark: 1 << 16 }), {
    file,
    filter,
    final: true,
  })) {
    for (const record of batch.records) {
      const full = session.add(write(record), record);
      if (full !== undefined) await full;
    }
    bytes = batch.state.offset;
    session.mark(bytes);
  }
  const { rowsSent, requests } = await session.flush();
  await uploader.close();
  return { bytes, rowsSent, requests };
}

async function sdk(file: string, endpoint: string): Promise<Record<string, number>> {
  const { LogsIngestionClient } = await import('@azure/monitor-ingestion');
  const { parse } = await import('csv-parse');
  const client = new LogsIngestionClient(endpoint, credential);
  const names = new Map(messageTrackingLogStream.columns.map(({ name, field }) => [field, name]));
  // The log has one header block, whose last line names the fields.
  const header = createReadStream(file, { encoding: 'utf8', end: 4095 });
  const [block] = (await once(header, 'data')) as [string];
  header.destroy();
  const before = block.slice(0, block.indexOf('\n', block.indexOf('#Fields: ')));
  const fields = before
    .slice(before.indexOf('#Fields: ') + '#Fields: '.length)
    .trim()
    .split(',');
  const columns = fields.map((field) => names.get(field) ?? field);
  const from_line = before.split('\n').length + 1;
  const records = createReadStream(file).pipe(
    parse({ columns, from_line, relax_quotes: true, relax_column_count: true }),
  );
  let rows: Record<string, unknown>[] = [];
  let rowsSent = 0;
  const upload = async () => {
    await client.upload(dcr, messageTrackingLogStream.name, rows);
    rowsSent += rows.length;
    rows = [];
  };
  for await (const row of records as AsyncIterable<Record<string, unknown>>) {
    rows.push(row);
    if (rows.length === 20_000) await upload();
  }
  await upload();
  const { size } = await stat(file);
  return { bytes: size, rowsSent };
}

if (import.meta.main) {
  const [way, file, endpoint] = process.argv.slice(2);
  await reportCost(() => (way === 'ours' ? ours(file, endpoint) : sdk(file, endpoint)));
}
