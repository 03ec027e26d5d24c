import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { createRecordFilter } from '../src/exchange/record-filter.ts';
import { type DateOrder, dateOrders } from '../src/message-trace/import/date-order.ts';
import { isImportRefusal } from '../src/message-trace/import/import-refusal.ts';
import {
  type ImportBatch,
  type ReadExportOptions,
  readExport,
} from '../src/message-trace/import/read-export.ts';
import { type LogFile, logFiles } from './log-files.ts';
import { outputOption } from './output-option.ts';
import { printError } from './print-error.ts';
import { progress } from './progress.ts';
import type { Row } from './table-rows.ts';

interface ImportOptions {
  output: 'stream' | 'table';
  send?: boolean;
  stack?: string;
  dateFormat?: DateOrder;
  acceptedDomains?: string;
  rejects?: string;
}

/** Where the rows of one file go. */
export interface RowTarget {
  take(batch: ImportBatch): Promise<void>;
  /** Resolves when all rows are where they belong. Gives how many became no row there. */
  end(): Promise<number>;
}

/** Keeps an entry that became no row. */
export type KeepReject = (reject: {
  readonly line: number | undefined;
  readonly reason: string;
  readonly message: string;
  readonly raw?: string | undefined;
  readonly row?: string | undefined;
}) => Promise<void>;

/** `mailflow import`: exported message traces as NDJSON rows, or on their way into the table. */
export function importCommand(): Command {
  return new Command('import')
    .description(
      'Import exported message traces of Exchange Online: print them as NDJSON rows, or send them.',
    )
    .argument('<file...>', 'exports, patterns such as *.csv, .gz files, or - for standard input')
    .addOption(outputOption())
    .option('--send', 'send the rows to Azure Monitor instead of printing them')
    .option('--stack <dir>', 'with --send: to a running local stack, named by its data folder')
    .addOption(
      new Option(
        '--date-format <order>',
        "order of day, month and year in dates that a machine's culture has written",
      ).choices(dateOrders),
    )
    .option(
      '--accepted-domains <list>',
      'domains of the organisation, with commas between them, for the direction of each message (default: setting MAILFLOW_ACCEPTED_DOMAINS)',
    )
    .option('--rejects <file>', 'write the entries that become no row there, as NDJSON with line and reason')
    .addHelpText(
      'after',
      `
The kind of each file is told by its content: Microsoft Graph (JSON), Get-MessageTraceV2 and Get-MessageTrace (JSON
and CSV), the retired Reporting Web Service (JSON), historical search reports (CSV). docs/import.md tells more.

Without --stack, --send uses the settings of the Functions app (MAILFLOW_INGESTION_ENDPOINT, MAILFLOW_DCR_IMMUTABLE_ID
and others) from the environment and signs in as you are signed in to Azure.`,
    )
    .action(runImport);
}

async function runImport(args: string[], options: ImportOptions, command: Command): Promise<void> {
  if (options.stack !== undefined && !options.send) command.error("error: option '--stack' needs --send");
  const files = await logFiles(args);
  const rejectsFile = options.rejects === undefined ? undefined : createWriteStream(resolve(options.rejects));
  const total = { rows: 0, rejected: 0, filtered: 0, refused: 0 };
  const sender = options.send
    ? await (await import('./send-import.ts')).createSender(options.stack)
    : undefined;
  const readOptions: ReadExportOptions = {
    dateOrder: options.dateFormat,
    acceptedDomains: domains(options.acceptedDomains ?? process.env.MAILFLOW_ACCEPTED_DOMAINS ?? ''),
    filter: createRecordFilter(),
    now: Date.now(),
  };
  for (const file of files) {
    const keep: KeepReject = (reject) => keepReject(rejectsFile, file.name, reject);
    const target = sender?.open(file.name, keep) ?? printTarget(options.output);
    try {
      await importFile(file, readOptions, target, keep, total);
    } catch (error) {
      // The other files are imported all the same.
      if (!isImportRefusal(error)) throw error;
      printError(error);
      total.refused++;
    }
  }
  await sender?.close();
  rejectsFile?.end();
  const parts = [`${total.rows} rows${options.send ? ' sent' : ''}`];
  if (total.filtered > 0) parts.push(`${total.filtered} probes left out`);
  if (total.rejected > 0) parts.push(`${total.rejected} entries rejected`);
  if (total.refused > 0) parts.push(`${total.refused} of ${files.length} files refused`);
  console.error(`${parts.join(', ')}.`);
  if (total.rejected + total.refused > 0) process.exitCode = 1;
}

async function importFile(
  file: LogFile,
  options: ReadExportOptions,
  target: RowTarget,
  keep: KeepReject,
  total: { rows: number; rejected: number; filtered: number },
): Promise<void> {
  const source = { name: file.name, rereadable: file.size !== undefined, open: () => file.open() };
  const bar = progress(file.name, file.size);
  try {
    for await (const batch of readExport(source, options)) {
      await target.take(batch);
      for (const reject of batch.rejects) await keep(reject);
      total.rows += batch.rows.length;
      total.rejected += batch.rejects.length;
      total.filtered += batch.filtered;
      bar.update(batch.bytes, `${total.rows} rows`);
    }
  } finally {
    bar.end();
    const lost = await target.end();
    total.rows -= lost;
    total.rejected += lost;
  }
}

function printTarget(output: ImportOptions['output']): RowTarget {
  let transform: { run(rows: Row[]): unknown[] } | undefined;
  return {
    async take({ stream, rows }) {
      if (rows.length === 0) return;
      if (output === 'stream') return write(process.stdout, rows.map(({ row }) => `${row}\n`).join(''));
      // The engine takes its time to load: only who asks for its rows waits for it.
      const { streamTransform } = await import('./table-rows.ts');
      transform ??= streamTransform(stream as Parameters<typeof streamTransform>[0]);
      const tableRows = transform.run(rows.map(({ row }) => JSON.parse(row) as Row));
      await write(process.stdout, tableRows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    },
    end: async () => 0,
  };
}

/** Rejects go to the file asked for; without one, stderr says where and why, not what stood there. */
async function keepReject(
  out: WriteStream | undefined,
  file: string,
  { line, reason, message, raw, row }: Parameters<KeepReject>[0],
): Promise<void> {
  if (out === undefined) console.error(`${file}:${line ?? '?'}: ${message} (${reason})`);
  else await write(out, `${JSON.stringify({ file, line, reason, message, raw, row })}\n`);
}

async function write(out: NodeJS.WritableStream, text: string): Promise<void> {
  if (!out.write(text)) await once(out, 'drain');
}

function domains(list: string): ReadonlySet<string> {
  return new Set(
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((domain) => domain !== ''),
  );
}
