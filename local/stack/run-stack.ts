import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timerStatusFile } from '../functions-host/timer-status.ts';
import { agentConfiguration } from './agent-folders.ts';
import { ensureCertificate } from './certificate.ts';
import { childEnvironment, functionSettings } from './child-environment.ts';
import type { ChildMessage } from './child-messages.ts';
import { checkLogsFolder, prepareDataFolder } from './data-folder.ts';
import { freePorts } from './free-ports.ts';
import { prepareWatchlists } from './prepare-watchlists.ts';
import { secretFile } from './secret-file.ts';
import { functionsApp, hostJson, type StackModule, stackModule } from './stack-files.ts';
import { portCount, type StackLayout, stackLayout } from './stack-layout.ts';
import { lockStack } from './stack-lock.ts';
import { type ChildOptions, type SupervisedChild, superviseChild } from './supervised-child.ts';

export interface StackOptions {
  readonly port: number;
  /** Absolute path. */
  readonly dataFolder: string;
  /** Run the sample organisation and tail its logs. */
  readonly sample: boolean;
  /** Absolute path of a folder of Exchange logs to tail. */
  readonly logs: string | undefined;
  /** Takes one line for the user. */
  readonly print: (line: string) => void;
  /** Takes one line on what went wrong. */
  readonly warn: (line: string) => void;
}

/** A running local stack. */
export interface Stack {
  readonly layout: StackLayout;
  /** Resolves when the services answer. */
  readonly ready: Promise<void>;
  /** Resolves with the number of rows when the first are in the table of message tracking logs. */
  readonly firstRows: Promise<number>;
  /** Ends all in good order: first who sends, then who serves and stores. */
  stop(): Promise<void>;
}

const trackingTable = 'MessageTrackingLog_CL';
/** The timer function that reads the message traces of Exchange Online. */
const messageTracePoll = 'poll-message-trace';

/** Milliseconds that a stack killed just now may need to let go of its ports. */
const portPatience = 3000;

/** How long a process may take to end by itself, milliseconds. */
const stopPatience = 10_000;

/**
 * Starts the processes of the local stack on 127.0.0.1 and keeps them running: Azurite, the Azure Monitor
 * endpoints, the functions, the agent and the sample servers.
 * @throws MailflowError where the folder, a watchlist in it, the ports or another stack stand in the way
 */
export async function runStack(options: StackOptions): Promise<Stack> {
  const { port, dataFolder, print, warn } = options;
  const layout = stackLayout(dataFolder, port);
  if (options.logs !== undefined) checkLogsFolder(options.logs);
  prepareDataFolder(layout);
  const lock = await lockStack(layout.lockFile, port);
  try {
    await freePorts(port, portCount, portPatience);
    prepareWatchlists(layout.watchlistsFolder, options.sample);
  } catch (error) {
    lock.release();
    throw error;
  }
  await ensureCertificate(layout, () => new Date());
  const identityHeader = secretFile(join(layout.secretsFolder, 'identity-header'));
  const secrets = JSON.stringify({
    token: secretFile(join(layout.secretsFolder, 'token-key')),
    identityHeader,
  });
  secretFile(layout.functionKeyFile);
  const tails = options.sample || options.logs !== undefined;
  if (tails) {
    const configuration = agentConfiguration(layout, options.sample, options.logs);
    writeFileSync(layout.agentConfigFile, `${JSON.stringify(configuration, undefined, 2)}\n`);
  }

  const environment = childEnvironment(process.env, layout, identityHeader);
  const started = performance.now();
  const say = (name: string, text: string) => {
    print(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${name.padEnd(10)}  ${text}`);
  };
  const first = Promise.withResolvers<number>();
  const children: SupervisedChild[] = [];
  let stopping = false;

  const report = () => {
    const states = children.map(({ state }) => state);
    children.find(({ state }) => state.name === 'monitor')?.tell({ type: 'children', children: states });
    if (!stopping) lock.update(states.flatMap(({ pid }) => pid ?? []));
  };
  const child = (
    name: string,
    module: StackModule,
    args: string[],
    extra: Partial<ChildOptions> = {},
  ): SupervisedChild => {
    const made = superviseChild({
      name,
      entry: fileURLToPath(stackModule(module)),
      args,
      env: environment,
      logFile: join(layout.logsFolder, `${name}.log`),
      tellsReady: true,
      onChange: report,
      onDeath(how, lines, delay) {
        warn(
          `${name} ended (${how}) and is started again in ${delay / 1000} s. Its log: ${layout.logsFolder}/${name}.log`,
        );
        if (delay > 500) for (const line of lines) warn(`  ${line}`);
      },
      ...extra,
    });
    children.push(made);
    return made;
  };
  const listen = (message: ChildMessage) => {
    if (message.type === 'notice') warn(message.text);
    if (message.type === 'rows' && (message.counts[trackingTable] ?? 0) > 0)
      first.resolve(message.counts[trackingTable]!);
  };

  const withSecrets = { env: { ...environment, LOCAL_STACK_SECRETS: secrets }, onMessage: listen };
  const place = [dataFolder, String(port)];
  const storage = child('storage', 'local/storage/main', place, withSecrets);
  const monitor = child('monitor', 'local/monitor/main', place, withSecrets);
  if (options.sample) makeDue(layout.timersFile, messageTracePoll);
  const functions = child(
    'functions',
    'local/functions-host/main',
    [
      fileURLToPath(functionsApp),
      fileURLToPath(hostJson),
      String(layout.functionsPort),
      layout.functionKeyFile,
      layout.timersFile,
    ],
    { env: { ...environment, ...functionSettings(layout, options.sample) } },
  );
  const agent = tails
    ? child('agent', 'local/stack/agent-main', ['--config', layout.agentConfigFile], { tellsReady: false })
    : undefined;
  const sample = options.sample
    ? child(
        'sample',
        'local/sample/main',
        ['--dir', layout.sampleFolder, '--live', '--data', dataFolder, '--port', String(port)],
        withSecrets,
      )
    : undefined;

  for (const one of [storage, monitor, functions, sample]) one?.start();
  storage.ready.then(() => say('storage', `Azurite, blobs and queues   ${layout.blobUrl}`));
  monitor.ready.then(() => say('monitor', `ingestion and query API     ${layout.apiUrl}`));
  sample?.ready.then(() => say('sample', `Microsoft Graph             ${layout.graphUrl}`));
  functions.ready.then(() => say('functions', `timers, queue and HTTP      ${layout.siteUrl}/api/`));
  const ready = (async () => {
    await Promise.all([storage.ready, monitor.ready]);
    functions.tell({ type: 'go' });
    agent?.start();
    const tailed = [
      options.sample ? 'the sample servers MBX01, MBX02, EDGE01' : [],
      options.logs ?? [],
    ].flat();
    if (tails) say('agent', `tails ${tailed.join(' and ')}`);
    await functions.ready;
  })();
  first.promise.then((rows) => say('rows', `${rows} in ${trackingTable}`));

  return {
    layout,
    ready,
    firstRows: first.promise,
    async stop() {
      if (stopping) return;
      stopping = true;
      await agent?.stop(stopPatience);
      await functions.stop(stopPatience);
      await Promise.all([sample, storage, monitor].map((one) => one?.stop(stopPatience)));
      lock.release();
    },
  };
}

/** Lets a timer function that has never run begin at the start, instead of at its next time. */
function makeDue(timersFile: string, name: string): void {
  const timers = timerStatusFile(timersFile);
  if (timers.get(name) === undefined) timers.set(name, { last: '', next: new Date(0).toISOString() });
}

/** A path as the user would type it from here. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}
