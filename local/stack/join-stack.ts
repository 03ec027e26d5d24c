import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { MailflowError } from '../../src/error.ts';
import { childEnvironment, functionSettings } from './child-environment.ts';
import { secretFile } from './secret-file.ts';
import { stackLayout } from './stack-layout.ts';
import { readHolder } from './stack-lock.ts';

/**
 * Lets this process act as the Functions app of a running local stack: trusts its authority from now on.
 * @param dataFolder absolute path of the stack's data folder
 * @returns the settings and the identity, as environment variables
 * @throws MailflowError `no-stack` where none runs there
 */
export function joinStack(dataFolder: string, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const holder = readHolder(stackLayout(dataFolder, 0).lockFile);
  if (holder === undefined) {
    throw new MailflowError('no-stack', `No local stack runs with the data folder ${dataFolder}.`, {
      advice: 'Start it with mailflow up, or name its data folder.',
    });
  }
  const layout = stackLayout(dataFolder, holder.port);
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(layout.caFile, 'utf8')]);
  const identityHeader = secretFile(join(layout.secretsFolder, 'identity-header'));
  return {
    ...childEnvironment(base, layout, identityHeader),
    ...functionSettings(layout, existsSync(layout.sampleFolder)),
  };
}
