#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { printError } from './print-error.ts';

/** Sub-commands, loaded when they are needed: the engine and the Azure SDKs take their time. */
const commands: Record<string, () => Promise<Command>> = {
  up: async () => (await import('./up.ts')).upCommand(),
  parse: async () => (await import('./parse.ts')).parseCommand(),
  query: async () => (await import('./query.ts')).queryCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  backfill: async () => (await import('./backfill.ts')).backfillCommand(),
  agent: async () => (await import('./agent.ts')).agentCommand(),
  replay: async () => (await import('./replay.ts')).replayCommand(),
  table: async () => (await import('./table.ts')).tableCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  estimate: async () => (await import('./estimate.ts')).estimateCommand(),
};

/** Builds the command with the one sub-command that is named, or with all. */
async function mailflow(name: string | undefined): Promise<Command> {
  const program = new Command('mailflow')
    .description('Exchange mail flow in Azure Monitor and Microsoft Sentinel.')
    .version(packageJson.version)
    .showHelpAfterError('(mailflow --help shows the way)')
    .addHelpText(
      'after',
      `
Where to begin:
  mailflow up                          all of it on this machine, with a sample organisation
  mailflow parse MSGTRK*.LOG           log files as rows of MessageTrackingLog_CL
  mailflow query 'MessageTrackingLog_CL | summarize count() by eventId' --from MSGTRK*.LOG

Exit status: 0 fine, 1 something was rejected or failed, 2 wrong usage.`,
    );
  const named = name !== undefined && Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
  for (const one of named) program.addCommand(await commands[one]());
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

if (import.meta.main) {
  // A reader that has seen enough (`| head`) closes the pipe: that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    const program = await mailflow(process.argv[2]);
    if (process.argv.length <= 2) {
      program.outputHelp();
    } else {
      await program.parseAsync();
    }
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      printError(error);
      process.exitCode = 1;
    }
  }
}
