import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { Command } from 'commander';
import type { RejectedLine } from '../src/exchange/log-record.ts';
import { logFiles } from './log-files.ts';
import { outputOption } from './output-option.ts';
import { progress } from './progress.ts';
import { readLogFile } from './read-log-file.ts';
import { type Row, streamTransform } from './table-rows.ts';

interface ParseOptions {
  output: 'stream' | 'table';
  rejects?: string;
  computer?: string;
}

/** `mailflow parse`: log files as NDJSON rows. */
export function parseCommand(): Command {
  return new Command('parse')
    .description('Print message tracking logs as NDJSON rows, one a record.')
    .argument('<file...>', 'log files, patterns such as MSGTRK*.LOG, .gz files, or - for standard input')
    .addOption(outputOption())
    .option(
      '--rejects <file>',
      'write the lines that are no record there, as NDJSON with line, offset and reason',
    )
    .option('--computer <name>', 'the server that the logs come from (column Computer)')
    .action(parse);
}

async function parse(args: string[], options: ParseOptions): Promise<void> {
  const transform = options.output === 'table' ? streamTransform('Custom-MessageTrackingLog') : undefined;
  const files = await logFiles(args);
  const rejectsFile = options.rejects === undefined ? undefined : createWriteStream(options.rejects);
  const total = { rows: 0, rejected: 0, filtered: 0 };
  const unknown = new Set<string>();
  for (const file of files) {
    const bar = progress(file.name, file.size);
    for await (const batch of readLogFile(file, options.computer)) {
      total.rows += batch.rows.length;
      total.rejected += batch.rejects.length;
      total.filtered += batch.filtered;
      for (const field of batch.unknown) unknown.add(field);
      const lines = transform === undefined ? batch.rows : tableLines(transform, batch.rows);
      if (lines.length > 0) await write(process.stdout, `${lines.join('\n')}\n`);
      for (const reject of batch.rejects) await keepReject(rejectsFile, file.name, reject);
      bar.update(batch.offset, `${total.rows} rows`);
    }
    bar.end();
  }
  rejectsFile?.end();
  const parts = [`${total.rows} rows`];
  if (total.filtered > 0) parts.push(`${total.filtered} probes left out`);
  if (total.rejected > 0) parts.push(`${total.rejected} lines rejected`);
  console.error(`${parts.join(', ')}.`);
  if (unknown.size > 0)
    console.error(`Fields that rows have no column for were left out: ${[...unknown].join(', ')}.`);
  if (total.rejected > 0) process.exitCode = 1;
}

function tableLines(transform: ReturnType<typeof streamTransform>, rows: string[]): string[] {
  return transform.run(rows.map((row) => JSON.parse(row) as Row)).map((row) => JSON.stringify(row));
}

/** Rejects go to the file asked for; without one, stderr says where and why, not what stood there. */
async function keepReject(out: WriteStream | undefined, file: string, reject: RejectedLine): Promise<void> {
  if (out === undefined) {
    console.error(`${file}:${reject.line}: ${reject.message} (byte ${reject.offset}, ${reject.reason})`);
  } else {
    const { line, offset, reason, message, raw } = reject;
    await write(out, `${JSON.stringify({ file, line, offset, reason, message, raw })}\n`);
  }
}

async function write(out: NodeJS.WritableStream, text: string): Promise<void> {
  if (!out.write(text)) await once(out, 'drain');
}
