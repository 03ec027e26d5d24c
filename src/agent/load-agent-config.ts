import { readdir, readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { MailflowError } from '../error.ts';
import type { AgentConfig } from './agent-config.ts';
import { type AgentMachine, checkAgentConfig, configError } from './check-agent-config.ts';
import { fileProblem } from './file-problem.ts';

/**
 * Reads and checks a configuration file, and the paths it names. A folder that is not there yet is no error: the
 * agent waits for it.
 * @throws MailflowError `agent-config` with all problems; `agent-config-file` where the file itself cannot be read.
 */
export async function loadAgentConfig(
  path: string,
  machine: AgentMachine = { platform: process.platform, hostname: hostname() },
): Promise<AgentConfig> {
  const config = checkAgentConfig(await readJson(path), machine);
  const problems: string[] = [];
  for (const [index, folder] of config.folders.entries()) {
    const problem = await folderProblem(folder.path);
    if (problem !== undefined) problems.push(`folders[${index}]: ${problem}`);
  }
  if (config.credential.type === 'certificate') {
    const problem = await certificateProblem(config.credential.certificatePath);
    if (problem !== undefined) problems.push(`credential.certificatePath: ${problem}`);
  }
  if (problems.length > 0) throw configError(problems);
  return config;
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const problem = fileProblem(path, error);
    throw new MailflowError('agent-config-file', problem.message, { advice: problem.advice, cause: error });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new MailflowError('agent-config-file', `${path} is not JSON: ${(error as Error).message}`, {
      advice:
        'In JSON a backslash in a path is written twice ("C:\\\\Logs"), and no comma stands behind the last entry.',
      cause: error,
    });
  }
}

async function folderProblem(path: string): Promise<string | undefined> {
  try {
    await readdir(path);
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const problem = fileProblem(path, error);
    return `${problem.message} ${problem.advice}`;
  }
}

async function certificateProblem(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).isDirectory()) return `${path} is a folder; name the PEM file in it.`;
    const text = await readFile(path, 'latin1');
    if (!/-----BEGIN CERTIFICATE-----/.test(text) || !/-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/.test(text)) {
      return `${path} is not a PEM file with a certificate and its unencrypted private key. Export both from the PFX file with openssl pkcs12 -nodes.`;
    }
    return undefined;
  } catch (error) {
    const problem = fileProblem(path, error);
    return `${problem.message} ${problem.advice}`;
  }
}
