import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { runStack, type Stack, shortPath } from '../local/stack/run-stack.ts';
import { mailflowCommand } from '../local/stack/stack-files.ts';

interface UpOptions {
  port: number;
  data: string;
  logs?: string;
  sample: boolean;
  open?: boolean;
}

/** `mailflow up`: all of mailflow on this machine, without an Azure account. */
export function upCommand(): Command {
  return new Command('up')
    .description(
      'Run all of mailflow on this machine, with a sample organisation and without an Azure account.',
    )
    .option('--port <number>', 'first of six ports on 127.0.0.1', port, 4280)
    .option('--data <dir>', 'folder that keeps tables, storage and keys', '.mailflow')
    .option('--logs <dir>', 'folder of message tracking logs to tail as the agent does')
    .option('--no-sample', 'run without the sample organisation')
    .option('--open', 'open the page in the browser')
    .action(up);
}

async function up(options: UpOptions): Promise<void> {
  const print = (line: string) => console.log(line);
  print('mailflow: the local stack is starting. Ctrl-C stops it.');
  const stack = await runStack({
    port: options.port,
    dataFolder: resolve(options.data),
    sample: options.sample,
    logs: options.logs === undefined ? undefined : resolve(options.logs),
    print,
    warn: (line) => console.error(`mailflow: ${line}`),
  });
  const asked = stopRequest();
  const outcome = await Promise.race([stack.ready.then(() => 'ready' as const), asked]);
  if (outcome === 'ready') {
    for (const line of directions(stack)) print(line);
    if (options.open) openBrowser(stack.layout.siteUrl);
    await asked;
  }
  print('Stopping …');
  await stack.stop();
  print(`Stopped. ${shortPath(stack.layout.dataFolder)} keeps everything for the next start.`);
  process.exit(0);
}

/** What to do with a running stack. */
function directions({ layout }: Stack): string[] {
  const kql = 'MessageTrackingLog_CL | summarize count() by eventId';
  return [
    '',
    `Open   ${layout.siteUrl}`,
    `Query  ${mailflowCommand} query '${kql}' --workspace ${layout.siteUrl}`,
    `       curl -s ${layout.siteUrl}/v1/workspaces/local/query -d '{"query":"MessageTrackingLog_CL | count"}'`,
    `Post   lines to ${layout.siteUrl}/api/receive-lines, header x-functions-key: the key in ${shortPath(layout.functionKeyFile)}`,
    `Lists  ${shortPath(layout.watchlistsFolder)}, watchlists as CSV files, read again when they change`,
    `Logs   ${shortPath(layout.logsFolder)}`,
    '',
  ];
}

/** Resolves at the first Ctrl-C (or SIGTERM); the second ends the process at once. */
function stopRequest(): Promise<'stop'> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = () => {
      if (asked) process.exit(130);
      asked = true;
      resolve('stop');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  });
}

/** Opens the system's browser; where there is none, the address has been printed. */
function openBrowser(url: string): void {
  const [command, args] =
    process.platform === 'win32'
      ? ['explorer.exe', [url]]
      : process.platform === 'darwin'
        ? ['open', [url]]
        : ['xdg-open', [url]];
  const browser = spawn(command as string, args as string[], { stdio: 'ignore', detached: true });
  browser.on('error', () => undefined);
  browser.unref();
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 65530) {
    throw new InvalidArgumentError('It has to be a number from 1 to 65530.');
  }
  return number;
}
