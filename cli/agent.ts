import { Command } from 'commander';
import type { AgentConfig } from '../src/agent/agent-config.ts';
import type { CheckResult } from '../src/agent/check-agent.ts';
import { MailflowError } from '../src/error.ts';

interface AgentOptions {
  config: string;
  once?: true;
  check?: true;
  json?: true;
}

const help = `
The agent runs on an Exchange server. It reads the message tracking logs as Exchange writes them and appends each
file to a blob of the same name in the container exchange-logs. It never changes, moves, locks or deletes a log.

Example of a configuration file (in JSON each backslash of a path is written twice):
  {
    "folders": ["C:\\\\Program Files\\\\Microsoft\\\\Exchange Server\\\\V15\\\\TransportRoles\\\\Logs\\\\MessageTracking"],
    "blobServiceUri": "https://ACCOUNT.blob.core.windows.net",
    "queueServiceUri": "https://ACCOUNT.queue.core.windows.net",
    "credential": {
      "type": "certificate",
      "tenantId": "00000000-0000-0000-0000-000000000000",
      "clientId": "00000000-0000-0000-0000-000000000000",
      "certificatePath": "C:\\\\ProgramData\\\\mailflow\\\\agent.pem"
    }
  }

Instead of a certificate: {"type": "managedIdentity"} (Azure VM or Azure Arc) or {"type": "environment"}
(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_CERTIFICATE_PATH). Optional: "computer" (default: the name of this
server), "proxy" (http://host:port), "bandwidthLimit" (bytes a second), "pollSeconds" (default 10),
"ignoreOlderThanDays". docs/agent.md tells how to set it up as a service.

First steps:
  mailflow agent --config agent.json --check     folders, sign-in and rights: all well?
  mailflow agent --config agent.json --once      ship what is there, and end
  mailflow agent --config agent.json             go on until Ctrl-C

Exit status: 0 fine, 1 something failed (said on stderr), 2 wrong usage.`;

/** `mailflow agent`: ships the message tracking logs of an Exchange server to the storage account. */
export function agentCommand(): Command {
  return new Command('agent')
    .description('Ship the message tracking logs of this Exchange server to the storage account.')
    .requiredOption('--config <file>', 'configuration file, JSON')
    .option('--once', 'ship what is there, and end')
    .option('--check', 'try folders, sign-in and rights, ship nothing, and end')
    .option('--json', 'print the result of --once or --check as JSON')
    .addHelpText('after', help)
    .action(runAgent);
}

async function runAgent(options: AgentOptions, command: Command): Promise<void> {
  if (options.once && options.check)
    command.error("error: options '--once' and '--check' exclude each other");
  if (options.json && !options.once && !options.check)
    command.error("error: option '--json' needs --once or --check");
  // Loaded here, so that the other sub-commands start without the storage SDK.
  const [{ loadAgentConfig }, { createStorageClients }] = await Promise.all([
    import('../src/agent/load-agent-config.ts'),
    import('../src/agent/storage-clients.ts'),
  ]);
  const config = await loadAgentConfig(options.config);
  const clients = createStorageClients(config);
  if (options.check) {
    const { checkAgent } = await import('../src/agent/check-agent.ts');
    return printChecks(await checkAgent(config, clients), options.json === true);
  }
  const { createAgent } = await import('../src/agent/agent.ts');
  const agent = createAgent(config, { ...clients, clock: Date.now, sleep, log });
  if (options.once) return printSummary(await agent.runOnce(), config, options.json === true);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  await agent.run(stop.signal);
}

function printChecks(results: readonly CheckResult[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify(results, undefined, 2));
  } else {
    for (const result of results)
      console.log(`${result.ok ? 'ok   ' : 'FAIL '} ${result.check}: ${result.message}`);
  }
  const failed = results.filter((result) => !result.ok).length;
  if (failed === 0) return;
  throw new MailflowError('agent-check', `${failed} of ${results.length} checks failed.`, {
    advice: 'What to do stands beside each.',
  });
}

function printSummary(
  summary: { files: number; blocks: number; bytes: number; heldBytes: number; problems: readonly string[] },
  config: AgentConfig,
  json: boolean,
): void {
  if (json) console.log(JSON.stringify(summary, undefined, 2));
  else
    log(
      `${summary.bytes} bytes of ${summary.files} files shipped in ${summary.blocks} blocks to ${config.blobServiceUri}.`,
    );
  if (summary.problems.length > 0) process.exitCode = 1;
}

function log(line: string): void {
  console.error(`${new Date().toISOString()} ${line}`);
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}
