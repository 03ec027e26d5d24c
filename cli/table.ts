import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { AzureCloud } from '../src/arm/azure-cloud.ts';
import { MailflowError } from '../src/error.ts';
import type { TableChanges } from '../src/workspace-tables/table-changes.ts';
import { type TablePlan, tablePlans } from '../src/workspace-tables/table-settings.ts';

interface TableOptions {
  workspace: string;
  plan?: TablePlan;
  retention?: number;
  totalRetention?: number;
  cloud?: AzureCloud['name'];
  json?: true;
  yes?: true;
}

/** What tests put in the place of Azure. */
export interface AzureParts {
  readonly credential?: TokenCredential;
  readonly httpClient?: HttpClient;
  readonly pollMs?: number;
  /** Asks the person at the terminal. Undefined where there is none. */
  readonly ask?: (question: string) => Promise<string>;
}

const help = `
"plan" shows what is missing and changes nothing. "apply" does it, and does nothing the second time. Columns are only
ever added: those that mailflow does not know stay, and so do all rows. A workspace that has the table of Microsoft's
Exchange Security solution (option 6) is upgraded in place. A column of another type, or a classic table, is refused.

The workspace is named by its resource id (portal: JSON View). You need the role Log Analytics Reader on it for "plan",
Log Analytics Contributor for "apply", and to be signed in ("az login", a managed identity, or the environment variables
of @azure/identity). Sovereign clouds: --cloud, or AZURE_AUTHORITY_HOST.

--plan, --retention and --total-retention are for MessageTrackingLog_CL. Left out, they stay as they are. Rules, alerts
and workbooks need the plan Analytics; MailflowHealth_CL always has it.

Examples:
  mailflow table plan --workspace /subscriptions/…/workspaces/law-mail
  mailflow table apply --workspace /subscriptions/…/workspaces/law-mail --retention 90 --total-retention 365

Exit status: 0 fine, 1 a table is refused or something failed, 2 wrong usage.`;

/** `mailflow table`: the custom tables of a workspace, compared and brought up to date. */
export function tableCommand(parts: AzureParts = {}): Command {
  return new Command('table')
    .description(
      'Compare the tables of a Log Analytics workspace with those of mailflow, create and upgrade them.',
    )
    .addArgument(
      new Argument('<action>', 'plan: show what would be done; apply: do it').choices(['plan', 'apply']),
    )
    .requiredOption('--workspace <resource-id>', 'the Log Analytics workspace')
    .addOption(new Option('--plan <plan>', 'plan of MessageTrackingLog_CL').choices(tablePlans))
    .option('--retention <days>', 'days in which rows can be queried at full speed, 4 to 730', days)
    .option('--total-retention <days>', 'days in all, the archive included, 4 to 4383', days)
    .addOption(new Option('--cloud <cloud>', 'Azure cloud').choices(['public', 'usgov', 'china']))
    .option('--json', 'print the plan as JSON')
    .option('--yes', 'apply without asking')
    .addHelpText('after', help)
    .action((action: 'plan' | 'apply', options: TableOptions, command: Command) =>
      runTable(action, options, command, parts),
    );
}

async function runTable(
  action: 'plan' | 'apply',
  options: TableOptions,
  command: Command,
  parts: AzureParts,
): Promise<void> {
  const ask = 'ask' in parts ? parts.ask : askAtTerminal();
  if (action === 'apply' && !options.yes && ask === undefined) {
    command.error("error: 'apply' asks before it changes anything; without a terminal give --yes");
  }
  const [{ azureCloud }, { workspaceId }, { checkTableSettings }] = await Promise.all([
    import('../src/arm/azure-cloud.ts'),
    import('../src/arm/resource-id.ts'),
    import('../src/workspace-tables/table-settings.ts'),
  ]);
  const workspace = workspaceId(options.workspace);
  const cloud = azureCloud(options.cloud, process.env);
  const settings = {
    ...(options.plan && { plan: options.plan }),
    ...(options.retention !== undefined && { retentionInDays: options.retention }),
    ...(options.totalRetention !== undefined && { totalRetentionInDays: options.totalRetention }),
  };
  checkTableSettings(settings);
  // Sign-in has to happen in the same cloud.
  process.env.AZURE_AUTHORITY_HOST ??= cloud.authorityHost;

  // The management SDK takes its time to load: wrong usage is told before.
  const [
    { createWorkspaceTables },
    { applyTables, planTables },
    { createCredential },
    { default: declared },
  ] = await Promise.all([
    import('../src/workspace-tables/workspace-tables.ts'),
    import('../src/workspace-tables/apply-tables.ts'),
    import('../src/storage/create-credential.ts'),
    import('../infra/generated/tables.json', { with: { type: 'json' } }),
  ]);
  const tables = createWorkspaceTables({
    workspace,
    cloud,
    credential: parts.credential ?? createCredential(process.env.AZURE_CLIENT_ID, process.env),
    ...(parts.httpClient && { httpClient: parts.httpClient }),
    ...(parts.pollMs !== undefined && { pollMs: parts.pollMs }),
  });
  const { location } = await tables.facts();
  const wanted = { declared, settings, now: Date.now };
  const changes = await planTables(tables, wanted);
  await print(changes, { workspace: workspace.id, location }, options.json === true);
  const refused = changes.filter(({ action }) => action === 'refused');
  if (refused.length > 0) {
    throw new MailflowError(
      'tables-refused',
      `Nothing was changed: ${refused.map(({ table }) => table).join(', ')} stands in the way.`,
      {
        advice: 'What to do stands beside it.',
      },
    );
  }
  if (action === 'plan' || changes.every(({ request }) => request === undefined)) return;
  const agreed = options.yes || (await ask?.(`Change the workspace ${workspace.name} so? [y/N] `)) === 'y';
  if (!agreed) {
    console.error('Nothing was changed.');
    process.exitCode = 1;
    return;
  }
  await applyTables(tables, wanted, changes, (step) => console.error(step));
  console.error(
    `The tables of ${workspace.name} are as they should be. The first rows of a new table take up to 15 minutes to show.`,
  );
}

async function print(
  changes: readonly TableChanges[],
  about: { workspace: string; location: string },
  json: boolean,
): Promise<void> {
  if (json) {
    console.log(
      JSON.stringify({ ...about, tables: changes.map(({ request: _, ...rest }) => rest) }, undefined, 2),
    );
    return;
  }
  const { describeChanges } = await import('../src/workspace-tables/describe-changes.ts');
  console.log(
    `${about.workspace} (${about.location})\n\n${changes.map(describeChanges).join('\n')}`.trimEnd(),
  );
}

/** Undefined where nobody sits at a terminal. */
function askAtTerminal(): AzureParts['ask'] {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return async (question) => {
    const { createInterface } = await import('node:readline/promises');
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question(question);
    terminal.close();
    return answer.trim().toLowerCase().slice(0, 1);
  };
}

function days(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number))
    throw new InvalidArgumentError('A whole number of days is asked for.');
  return number;
}
