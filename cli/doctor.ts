import { resolve } from 'node:path';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { AzureCloud } from '../src/arm/azure-cloud.ts';
import type { Check } from '../src/doctor/finding.ts';

interface DoctorOptions {
  workspace?: string;
  rule?: string;
  principal?: string;
  agent?: string;
  stack?: string;
  cloud?: AzureCloud['name'];
  timeout: number;
  json?: true;
}

/** What tests put in the place of Azure. */
export interface DoctorParts {
  readonly credential?: TokenCredential;
  readonly httpClient?: HttpClient;
}

const help = `
It looks and tries, and leaves nothing behind: versions, settings, a token for each service, each stream of the data
collection rule (by posting an empty array), the rights in the storage account, queue, poison queue and dead letters,
servers that lag or are silent, message traces where they are polled, and the clock. With --workspace (or --rule) also
tables, streams and transforms against those of this version, and the roles of the identity that forwards.

The settings are those of the Functions app (MAILFLOW_…), from the environment. Run it as the app's identity, or as a
person with the role Reader and, on the storage account, Storage Blob Data Reader and Storage Queue Data Reader; then
name the identity of the app with --principal, and what only the app may do counts by its roles.

Examples:
  mailflow doctor --stack .mailflow
  mailflow doctor --workspace /subscriptions/…/workspaces/law-mail --principal OBJECT-ID
  mailflow doctor --agent agent.json          on an Exchange server: also what the agent needs

Exit status: 0 nothing failed (warnings may stand), 1 something failed, 2 wrong usage.`;

/** `mailflow doctor`: everything that forwarding needs, checked, each with advice. */
export function doctorCommand(parts: DoctorParts = {}): Command {
  return new Command('doctor')
    .description('Check everything that forwarding needs, and say what to do about what is wrong.')
    .option('--workspace <resource-id>', 'compare the tables of this Log Analytics workspace as well')
    .option(
      '--rule <resource-id>',
      'the data collection rule, where it lies in another subscription than the workspace',
    )
    .option('--principal <object-id>', 'identity of the Functions app, where you are not signed in as it')
    .option('--agent <file>', 'configuration of the agent: try its folders and rights as well')
    .option('--stack <dir>', 'a running local stack, named by its data folder')
    .addOption(new Option('--cloud <cloud>', 'Azure cloud').choices(['public', 'usgov', 'china']))
    .option('--timeout <seconds>', 'patience with each check', seconds, 30)
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', help)
    .action((options: DoctorOptions) => doctor(options, parts));
}

async function doctor(options: DoctorOptions, parts: DoctorParts): Promise<void> {
  // The Azure SDKs take their time to load: only who needs the doctor waits for them.
  const [
    { azureCloud },
    { ruleId, workspaceId },
    { runDoctor },
    { createCredential },
    { default: declaredTables },
    { default: declaredRule },
  ] = await Promise.all([
    import('../src/arm/azure-cloud.ts'),
    import('../src/arm/resource-id.ts'),
    import('../src/doctor/doctor.ts'),
    import('../src/storage/create-credential.ts'),
    import('../infra/generated/tables.json', { with: { type: 'json' } }),
    import('../infra/generated/ingestion-dcr.json', { with: { type: 'json' } }),
  ]);
  const workspace = options.workspace === undefined ? undefined : workspaceId(options.workspace);
  const rule = options.rule === undefined ? undefined : ruleId(options.rule);
  if (options.stack !== undefined) {
    const { joinStack } = await import('../local/stack/join-stack.ts');
    process.env = joinStack(resolve(options.stack), process.env);
  }
  const cloud = azureCloud(options.cloud, process.env);
  process.env.AZURE_AUTHORITY_HOST ??= cloud.authorityHost;
  const clientId =
    process.env.AZURE_CLIENT_ID?.trim() || process.env.MAILFLOW_STORAGE__clientId?.trim() || undefined;
  const findings = await runDoctor({
    env: process.env,
    credential: parts.credential ?? createCredential(clientId, process.env),
    cloud,
    ...(workspace && { workspace }),
    ...(rule && { rule }),
    ...(options.principal !== undefined && { principal: options.principal }),
    declaredTables,
    declaredRule,
    ...(options.agent !== undefined && { more: [agentCheck(options.agent)] }),
    patienceMs: options.timeout * 1000,
    node: process.version,
    now: Date.now,
    ...(parts.httpClient && { httpClient: parts.httpClient }),
  });
  const { formatFindings } = await import('./format-findings.ts');
  console.log(options.json ? JSON.stringify(findings, undefined, 2) : formatFindings(findings));
  if (findings.some(({ state }) => state === 'failed')) process.exitCode = 1;
}

/** What `mailflow agent --check` tries. */
function agentCheck(configFile: string): Check {
  return {
    name: 'agent',
    async run() {
      const [{ loadAgentConfig }, { createStorageClients }, { checkAgent }] = await Promise.all([
        import('../src/agent/load-agent-config.ts'),
        import('../src/agent/storage-clients.ts'),
        import('../src/agent/check-agent.ts'),
      ]);
      const config = await loadAgentConfig(configFile);
      const results = await checkAgent(config, createStorageClients(config));
      return results.map(({ check, ok, message }) => ({
        check: `agent: ${check}`,
        state: ok ? ('passed' as const) : ('failed' as const),
        message,
      }));
    },
  };
}

function seconds(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 600))
    throw new InvalidArgumentError('A number of seconds up to 600 is asked for.');
  return number;
}
