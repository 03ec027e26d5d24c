import { Command, Option } from 'commander';
import tables from '../infra/generated/tables.json' with { type: 'json' };
import { workspaceFunctions } from '../kql/workspace-functions.ts';
import { createDatabase, KqlError } from '../kql-engine/index.ts';
import { readWatchlists, withDeclared } from '../local/monitor/read-watchlists.ts';
import { resultTables } from '../local/monitor/result-tables.ts';
import { MailflowError } from '../src/error.ts';
import { kustoColumns } from '../src/streams/kusto-columns.ts';
import { formatResults, type ResultFormat, type ResultTable } from './format-result.ts';
import { logFiles } from './log-files.ts';
import { progress } from './progress.ts';
import { queryWorkspace } from './query-workspace.ts';
import { readLogFile } from './read-log-file.ts';
import { type Row, streamTransform } from './table-rows.ts';

interface QueryOptions {
  from?: string[];
  workspace?: string;
  format: ResultFormat;
  json?: boolean;
  timespan?: string;
  watchlists?: string;
}

/** `mailflow query`: KQL over log files, or over a running local stack. */
export function queryCommand(): Command {
  return new Command('query')
    .description('Run KQL over log files or over a running local stack.')
    .argument(
      '<kql>',
      "the query, such as 'MailFlow | summarize count() by EventId'; functions: docs/functions.md",
    )
    .option('--from <file...>', 'message tracking logs: files, patterns, .gz files, or - for standard input')
    .option('--workspace <url>', 'a running local stack, such as http://127.0.0.1:4280')
    .option('--timespan <duration>', 'with --workspace: an ISO 8601 duration or interval, such as PT1H')
    .option('--watchlists <dir>', 'with --from: a folder of watchlists, a file ALIAS.csv each')
    .addOption(
      new Option('--format <format>', 'how to print the result')
        .choices(['table', 'json', 'csv'])
        .default('table'),
    )
    .option('--json', 'the same as --format json')
    .action(query);
}

async function query(kql: string, options: QueryOptions, command: Command): Promise<void> {
  if ((options.from === undefined) === (options.workspace === undefined)) {
    command.error('error: name log files with --from, or a running local stack with --workspace');
  }
  if (options.watchlists !== undefined && options.from === undefined) {
    command.error('error: --watchlists goes with --from; a local stack reads those in its data folder');
  }
  const format = options.json ? 'json' : options.format;
  const tables =
    options.from === undefined
      ? await queryWorkspace(kql, options.workspace as string, options.timespan)
      : await queryFiles(kql, options.from, options.watchlists);
  process.stdout.write(formatResults(tables, format));
}

/** Runs the query over the files' rows, brought through the same transform as in Azure. */
async function queryFiles(kql: string, args: string[], watchlists?: string): Promise<ResultTable[]> {
  const database = createDatabase({
    tables: tables.map(({ name, columns }) => ({ name, columns: kustoColumns(columns) })),
    functions: workspaceFunctions.functions,
    watchlists: withDeclared(
      workspaceFunctions.watchlists,
      watchlists === undefined ? {} : readWatchlists(watchlists),
    ),
    now: () => new Date(),
  });
  const transform = streamTransform('Custom-MessageTrackingLog');
  let rejected = 0;
  let count = 0;
  for (const file of await logFiles(args)) {
    const bar = progress(file.name, file.size);
    for await (const batch of readLogFile(file)) {
      const rows = transform.run(batch.rows.map((row) => JSON.parse(row) as Row));
      database.ingest('MessageTrackingLog_CL', rows);
      count += rows.length;
      rejected += batch.rejects.length;
      bar.update(batch.offset, `${count} rows`);
    }
    bar.end();
  }
  if (rejected > 0) {
    console.error(`${rejected} lines rejected; mailflow parse says which and why.`);
    process.exitCode = 1;
  }
  try {
    return resultTables(database.query(kql));
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    throw queryFailed(kql, `${error.code}: ${error.message}`, error.start, error.length);
  }
}

/** The error with the place in the query marked below it. */
function queryFailed(kql: string, message: string, start: number, length: number): MailflowError {
  const lineStart = kql.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = kql.indexOf('\n', start);
  const line = kql.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  const mark =
    ' '.repeat(start - lineStart) +
    '^'.repeat(Math.max(1, Math.min(length, line.length - (start - lineStart))));
  return new MailflowError('query-failed', `${message}\n  ${line}\n  ${mark}`);
}
