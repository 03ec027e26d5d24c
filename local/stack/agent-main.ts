import { agentCommand } from '../../cli/agent.ts';
import { printError } from '../../cli/print-error.ts';

/**
 * The process of the agent: `mailflow agent`, without the other sub-commands, which would only take time to
 * load.
 */
try {
  await agentCommand().parseAsync();
} catch (error) {
  printError(error);
  process.exitCode = 1;
}
