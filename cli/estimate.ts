import { Command, InvalidArgumentError } from 'commander';
import { defaultPollSeconds } from '../src/agent/agent-config.ts';
import { MailflowError } from '../src/error.ts';
import type { MeasuredLogs } from '../src/estimate/log-measure.ts';
import type { Volume } from '../src/estimate/volume.ts';

interface EstimateOptions {
  messagesPerDay?: number;
  onlineDeliveries: number;
  servers?: number;
  rowsPerMessage?: number;
  scale: number;
  retention: number;
  totalRetention?: number;
  archiveDays: number;
  pollSeconds: number;
  memory: number;
  json?: true;
}

/** Rows of about this many bytes of logs go through the transform to be measured; of more, a sample of batches does. */
const sampleBytes = 25_000_000;

const help = `
Give log files, and rows, bytes and how often files grow are measured in them; they are taken for all servers and for the
time that they span (a whole working day is best). Or give figures: messages a day, servers, deliveries of Exchange Online.

Examples:
  mailflow estimate MSGTRK*20261120*.LOG
  mailflow estimate --scale 4 --servers 4 MBX01/*.LOG           the logs of one of four servers alike
  mailflow estimate --messages-per-day 50000 --servers 2
  mailflow estimate --online-deliveries 200000 --retention 90 --total-retention 365

Prices stand in one file with date and sources; they are a help for orientation, not an offer. --json gives everything,
sources included.`;

/** `mailflow estimate`: what the collection of an organisation's mail flow will weigh and cost. */
export function estimateCommand(): Command {
  return new Command('estimate')
    .description('Estimate volumes and costs, from log files or from messages a day.')
    .argument('[file...]', 'log files, patterns such as MSGTRK*.LOG, .gz files, or - for standard input')
    .option('--messages-per-day <n>', 'messages that the Exchange servers handle in a day', positive)
    .option('--online-deliveries <n>', 'messages times recipients of Exchange Online in a day', positive, 0)
    .option('--servers <n>', 'Exchange servers with an agent (default: 1 where there are any)', whole)
    .option(
      '--rows-per-message <n>',
      'log records of one message over all servers (default: 10, as in the sample)',
      positive,
    )
    .option('--scale <factor>', 'by how much the organisation is larger than the files show', positive, 1)
    .option('--retention <days>', 'days in which rows can be queried at full speed', whole, 30)
    .option('--total-retention <days>', 'days in all (default: those of --retention)', whole)
    .option('--archive-days <days>', 'days for which the storage account keeps log files', whole, 365)
    .option('--poll-seconds <n>', 'how often agents look for grown files', positive, defaultPollSeconds)
    .option('--memory <mb>', 'instance size of the Functions app: 512, 2048 or 4096', whole, 2048)
    .option('--json', 'print the estimate as JSON')
    .addHelpText('after', help)
    .action(runEstimate);
}

async function runEstimate(files: string[], options: EstimateOptions, command: Command): Promise<void> {
  const { messagesPerDay, onlineDeliveries } = options;
  if (files.length > 0 && messagesPerDay !== undefined) {
    command.error('error: give log files or --messages-per-day, not both');
  }
  if (files.length === 0 && messagesPerDay === undefined && onlineDeliveries === 0) {
    command.error('error: give log files, --messages-per-day or --online-deliveries');
  }
  if (options.totalRetention !== undefined && options.totalRetention < options.retention) {
    command.error('error: --total-retention counts all days, so it cannot be less than --retention');
  }
  const [{ estimate, prices, assumptions }, { formatEstimate }] = await Promise.all([
    import('../src/estimate/estimate.ts'),
    import('./format-estimate.ts'),
  ]);
  const logs = files.length > 0 ? await measure(files, options.pollSeconds) : undefined;
  const volume = await volumeOf(logs, options);
  const model = {
    retentionDays: options.retention,
    totalRetentionDays: options.totalRetention ?? options.retention,
    archiveDays: options.archiveDays,
    memoryMb: options.memory,
  };
  const found = estimate(volume, model);
  if (options.json) {
    const measured = logs && {
      ...logs,
      first: new Date(logs.first).toISOString(),
      last: new Date(logs.last).toISOString(),
    };
    console.log(
      JSON.stringify({ measured, volume, ...found, assumptions: assumptions(model), prices }, undefined, 2),
    );
    return;
  }
  if (logs) console.log(`${describe(logs)}\n`);
  console.log(formatEstimate(found, model, prices));
}

async function volumeOf(logs: MeasuredLogs | undefined, options: EstimateOptions): Promise<Volume> {
  const onlineRowsPerDay = options.onlineDeliveries;
  if (logs !== undefined) {
    const { volumeOfLogs } = await import('../src/estimate/log-measure.ts');
    return volumeOfLogs(logs, { servers: options.servers ?? 1, scale: options.scale, onlineRowsPerDay });
  }
  const { volumeOfMessages } = await import('../src/estimate/volume.ts');
  const { messagesPerDay = 0, rowsPerMessage, pollSeconds } = options;
  return volumeOfMessages({
    messagesPerDay: messagesPerDay * options.scale,
    servers: options.servers ?? (messagesPerDay > 0 ? 1 : 0),
    onlineRowsPerDay,
    ...(rowsPerMessage !== undefined && { rowsPerMessage }),
    pollSeconds,
  });
}

async function measure(args: string[], pollSeconds: number): Promise<MeasuredLogs> {
  const [{ LogMeasure }, { logFiles }, { readLogFile }, { streamTransform }, { progress }] =
    await Promise.all([
      import('../src/estimate/log-measure.ts'),
      import('./log-files.ts'),
      import('./read-log-file.ts'),
      import('./table-rows.ts'),
      import('./progress.ts'),
    ]);
  const files = await logFiles(args);
  const total = files.reduce((sum, { size = 0 }) => sum + size, 0);
  const stride = Math.max(1, Math.ceil(total / sampleBytes));
  const transform = streamTransform('Custom-MessageTrackingLog');
  const sum = new LogMeasure(pollSeconds);
  let batches = 0;
  for (const file of files) {
    const bar = progress(file.name, file.size);
    let bytes = 0;
    for await (const { rows, filtered, rejects, offset } of readLogFile(file, 'SERVER01')) {
      sum.addRows(rows.map(timeOf), filtered, rejects.length);
      if (batches++ % stride === 0) sum.addTableRows(transform.run(rows.map((row) => JSON.parse(row))));
      bytes = offset;
      bar.update(offset, `${sum.result.rows} rows`);
    }
    sum.endFile(bytes);
    bar.end();
  }
  if (sum.result.rows === 0) {
    throw new MailflowError('no-rows', 'There is no row to measure in these files.', {
      advice:
        'Give message tracking logs (MSGTRK*.LOG) of a working day; "mailflow parse" shows what is read from them.',
    });
  }
  return sum.result;
}

/** TimeGenerated of a row of the stream, which is its first value. */
function timeOf(row: string): number {
  return Date.parse(/"TimeGenerated":"([^"]*)"/.exec(row)?.[1] ?? '');
}

function describe({
  files,
  rows,
  filtered,
  rejected,
  billedBytesPerRow,
  first,
  last,
  logBytes,
}: MeasuredLogs): string {
  const hours = (last - first) / 3_600_000;
  const number = (value: number): string => Math.round(value).toLocaleString('en-US');
  const from = new Date(first).toISOString().slice(0, 16).replace('T', ' ');
  const lines = [
    `Measured: ${number(rows)} rows in ${files} ${files === 1 ? 'file' : 'files'} and ${hours.toFixed(1)} hours from ${from} UTC,`,
    `${number(billedBytesPerRow)} billed bytes a row, ${(logBytes / 1e6).toFixed(1)} MB of logs; ${number(filtered)} probes left out, ${number(rejected)} lines rejected.`,
  ];
  if (hours < 24)
    lines.push('Less than a day: what is made of it is only as good as these hours are typical.');
  return lines.join('\n');
}

function positive(text: string): number {
  const number = Number(text.replaceAll(/[_,](?=\d{3})/g, ''));
  if (!(number > 0 && Number.isFinite(number)))
    throw new InvalidArgumentError('A number above 0 is asked for.');
  return number;
}

function whole(text: string): number {
  const number = positive(text);
  if (!Number.isInteger(number)) throw new InvalidArgumentError('A whole number is asked for.');
  return number;
}
