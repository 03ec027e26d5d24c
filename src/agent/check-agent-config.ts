import { posix, win32 } from 'node:path';
import { MailflowError } from '../error.ts';
import {
  type AgentConfig,
  type AgentCredential,
  type AgentFolder,
  defaultPollSeconds,
} from './agent-config.ts';
import { nearestName } from './nearest-name.ts';

/** What the check has to know of the machine. */
export interface AgentMachine {
  /** `process.platform`. */
  readonly platform: string;
  /** `os.hostname()`. */
  readonly hostname: string;
}

type Problems = string[];
type Fields = Record<string, unknown>;

const configKeys = [
  'computer',
  'folders',
  'blobServiceUri',
  'queueServiceUri',
  'credential',
  'proxy',
  'bandwidthLimit',
  'pollSeconds',
  'ignoreOlderThanDays',
];
const credentialKeys = {
  certificate: ['type', 'tenantId', 'clientId', 'certificatePath'],
  managedIdentity: ['type', 'clientId'],
  environment: ['type'],
};
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Checks what a configuration file holds and fills the defaults. Pure: looks at no file.
 * @throws MailflowError `agent-config` with every problem found, one a line.
 */
export function checkAgentConfig(value: unknown, machine: AgentMachine): AgentConfig {
  const problems: Problems = [];
  const config = isFields(value) ? value : {};
  if (!isFields(value)) problems.push('The file must hold one JSON object: { "folders": [...], ... }.');
  else rejectUnknown(config, configKeys, '', problems);

  const computer = computerName(config.computer, 'computer', problems);
  const checked: AgentConfig = {
    folders: folders(config.folders, computer, machine, problems),
    blobServiceUri: serviceUri(config.blobServiceUri, 'blobServiceUri', 'blob', problems) ?? '',
    queueServiceUri:
      config.queueServiceUri === undefined
        ? undefined
        : serviceUri(config.queueServiceUri, 'queueServiceUri', 'queue', problems),
    credential: credential(config.credential, machine, problems),
    proxy: proxy(config.proxy, problems),
    bandwidthLimit: number(config.bandwidthLimit, 'bandwidthLimit', 1024, 'bytes a second', problems),
    pollSeconds: number(config.pollSeconds, 'pollSeconds', 0.1, 'seconds', problems) ?? defaultPollSeconds,
    ignoreOlderThanDays: number(config.ignoreOlderThanDays, 'ignoreOlderThanDays', 0.01, 'days', problems),
  };
  if (problems.length > 0) throw configError(problems);
  return checked;
}

/** The one error for all problems of a configuration. */
export function configError(problems: readonly string[]): MailflowError {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const list = problems.map((problem) => `  - ${problem}`).join('\n');
  return new MailflowError('agent-config', `The agent's configuration has ${count}:\n${list}`, {
    advice: 'Correct the configuration file; "mailflow agent --help" shows an example.',
  });
}

/**
 * Computer names are upper case, as Exchange's server names are, so that two spellings never become two archives.
 * Default: the host name up to its first dot.
 */
export function defaultComputer(hostname: string): string {
  return hostname.split('.')[0]!.toUpperCase();
}

function folders(
  value: unknown,
  computer: string | undefined,
  machine: AgentMachine,
  problems: Problems,
): AgentFolder[] {
  if (!Array.isArray(value) || value.length === 0) {
    problems.push(
      'folders: name at least one folder, for example ["C:\\\\Program Files\\\\Microsoft\\\\Exchange Server\\\\V15\\\\TransportRoles\\\\Logs\\\\MessageTracking"].',
    );
    return [];
  }
  const seen = new Map<string, number>();
  return value.map((entry: unknown, index) => {
    const where = `folders[${index}]`;
    const fields: Fields = typeof entry === 'string' ? { path: entry } : isFields(entry) ? entry : {};
    rejectUnknown(fields, ['path', 'computer'], `${where}.`, problems);
    const own = computerName(fields.computer, `${where}.computer`, problems);
    const path = absolutePath(fields.path, where, machine, problems);
    if (path.startsWith('\\\\') && own === undefined && fields.computer === undefined) {
      problems.push(
        `${where}: a folder on the network needs the name of the server whose logs it holds: {"path": ${JSON.stringify(path)}, "computer": "EX01"}.`,
      );
    }
    const key = machine.platform === 'win32' ? path.toUpperCase() : path;
    const twin = seen.get(key);
    if (path !== '' && twin !== undefined) problems.push(`${where}: the same folder as folders[${twin}].`);
    seen.set(key, index);
    return { path, computer: own ?? computer ?? defaultComputer(machine.hostname) };
  });
}

function absolutePath(value: unknown, where: string, machine: AgentMachine, problems: Problems): string {
  if (typeof value !== 'string' || value.trim() === '') {
    problems.push(`${where}: must be a path, or {"path": "...", "computer": "..."}.`);
    return '';
  }
  if (machine.platform !== 'win32') {
    if (!posix.isAbsolute(value))
      problems.push(`${where}: "${value}" is not a full path (it must begin with /).`);
    return posix.normalize(value).replace(/(?<=.)\/+$/, '');
  }
  const path = win32.normalize(value).replace(/(?<=[^:\\])\\+$/, '');
  if (!/^(?:[a-z]:\\|\\\\[^\\]+\\[^\\]+)/i.test(path)) {
    problems.push(
      `${where}: "${value}" is not a full path. Write it with its drive (C:\\\\Logs) or as \\\\\\\\server\\\\share\\\\folder; in JSON each backslash is doubled.`,
    );
  }
  return path;
}

function credential(value: unknown, machine: AgentMachine, problems: Problems): AgentCredential {
  const fields = isFields(value) ? value : {};
  const type = fields.type;
  if (type !== 'certificate' && type !== 'managedIdentity' && type !== 'environment') {
    const types = Object.keys(credentialKeys);
    const meant = typeof type === 'string' ? nearestName(type, types) : undefined;
    problems.push(
      `credential.type: must be one of ${types.join(', ')}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    );
    return { type: 'environment' };
  }
  rejectUnknown(fields, credentialKeys[type], 'credential.', problems);
  if (type === 'environment') return { type };
  const clientId = identifier(fields.clientId, 'credential.clientId', type === 'certificate', problems);
  if (type === 'managedIdentity') return { type, clientId };
  return {
    type,
    tenantId: identifier(fields.tenantId, 'credential.tenantId', true, problems) ?? '',
    clientId: clientId ?? '',
    certificatePath: absolutePath(fields.certificatePath, 'credential.certificatePath', machine, problems),
  };
}

function identifier(
  value: unknown,
  where: string,
  required: boolean,
  problems: Problems,
): string | undefined {
  if (value === undefined && !required) return undefined;
  if (typeof value === 'string' && guid.test(value)) return value;
  problems.push(`${where}: must be a GUID such as 0f8fad5b-d9cb-469f-a165-70867728950e.`);
  return undefined;
}

function computerName(value: unknown, where: string, problems: Problems): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^[a-z0-9][a-z0-9_-]{0,62}$/i.test(value)) return value.toUpperCase();
  problems.push(`${where}: must be the short name of a server, such as EX01 (letters, digits and hyphens).`);
  return undefined;
}

function serviceUri(value: unknown, where: string, service: string, problems: Problems): string | undefined {
  const example = `https://ACCOUNT.${service}.core.windows.net`;
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url === null) problems.push(`${where}: must be the address of the storage account, ${example}.`);
  else if (url.protocol !== 'https:') problems.push(`${where}: must begin with https://, as in ${example}.`);
  else if (url.search !== '' || url.username !== '')
    problems.push(`${where}: must hold no key, no signature and no sign-in: ${example}.`);
  else return url.href.replace(/\/$/, '');
  return undefined;
}

function proxy(value: unknown, problems: Problems): string | undefined {
  if (value === undefined) return undefined;
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    problems.push('proxy: must be an address such as http://proxy.contoso.com:8080.');
  } else if (url.username !== '' || url.password !== '') {
    problems.push(
      'proxy: must hold no user name and no password; let the proxy know the server by its address.',
    );
  } else {
    return url.origin;
  }
  return undefined;
}

function number(
  value: unknown,
  where: string,
  minimum: number,
  unit: string,
  problems: Problems,
): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= minimum && Number.isFinite(value)) return value;
  problems.push(`${where}: must be a number of ${unit}, at least ${minimum}.`);
  return undefined;
}

function rejectUnknown(fields: Fields, known: readonly string[], prefix: string, problems: Problems): void {
  for (const key of Object.keys(fields)) {
    if (known.includes(key)) continue;
    const meant = nearestName(key, known);
    problems.push(
      `${prefix}${key}: there is no such setting; ${meant === undefined ? `known are ${known.join(', ')}.` : `did you mean ${meant}?`}`,
    );
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
