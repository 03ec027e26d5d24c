import { nearestName } from './agent/nearest-name.ts';
import { MailflowError } from './error.ts';

/** What the Functions app (and every command that forwards) needs to know. */
export interface Config {
  readonly ingestion: {
    /** Endpoint of the data collection rule or of a data collection endpoint, https, without a slash at its end. */
    readonly endpoint: string;
    /** `dcr-` and 32 hex digits. */
    readonly dcrImmutableId: string;
    /** Whom tokens are for: differs in sovereign clouds. */
    readonly audience: string;
  };
  readonly storage: {
    readonly blobServiceUri: string;
    readonly queueServiceUri: string;
  };
  /** Records to leave out before anything is sent. */
  readonly filter: {
    readonly probes: boolean;
    readonly shadowRedundancy: boolean;
    readonly events: readonly string[];
    readonly sources: readonly string[];
  };
  /** Client id of the user-assigned identity to sign in with. */
  readonly clientId?: string;
}

/** Every setting whose name begins with MAILFLOW_, those included that only the Functions host reads. */
const knownNames = [
  'MAILFLOW_INGESTION_ENDPOINT',
  'MAILFLOW_DCR_IMMUTABLE_ID',
  'MAILFLOW_INGESTION_AUDIENCE',
  'MAILFLOW_STORAGE__blobServiceUri',
  'MAILFLOW_STORAGE__queueServiceUri',
  'MAILFLOW_STORAGE__credential',
  'MAILFLOW_STORAGE__clientId',
  'MAILFLOW_FILTER_PROBES',
  'MAILFLOW_FILTER_SHADOW_REDUNDANCY',
  'MAILFLOW_FILTER_EVENTS',
  'MAILFLOW_FILTER_SOURCES',
];

/**
 * Checks the settings. Pure: touches neither network nor disk.
 * @throws MailflowError `bad-settings`, which names every problem, not only the first
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  for (const name of Object.keys(env)) {
    if (!/^MAILFLOW_/i.test(name) || knownNames.includes(name)) continue;
    const nearest = nearestName(name, knownNames);
    problems.push(`${name} is not a setting of mailflow${nearest ? `; did you mean ${nearest}?` : '.'}`);
  }
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const need = (name: string, meaning: string): string => {
    const value = text(name);
    if (value === undefined) problems.push(`${name} is missing: ${meaning}`);
    return value ?? '';
  };
  const url = (name: string, value: string): string => {
    const parsed = URL.parse(value);
    if (value === '') return value;
    if (parsed === null) problems.push(`${name} is not a URL: "${value}"`);
    else if (parsed.protocol !== 'https:') problems.push(`${name} must begin with https://, not "${value}"`);
    else if (parsed.search || parsed.hash || parsed.username) {
      problems.push(`${name} must be a plain URL, without keys, "?" or "#".`);
    }
    return value.replace(/\/+$/, '');
  };
  const flag = (name: string, fallback: boolean): boolean => {
    const value = text(name)?.toLowerCase();
    if (value !== undefined && value !== 'true' && value !== 'false') {
      problems.push(`${name} must be true or false, not "${value}"`);
    }
    return value === undefined ? fallback : value === 'true';
  };
  const list = (name: string): string[] => (text(name) ?? '').split(/[\s,]+/).filter((item) => item !== '');

  const endpoint = url(
    'MAILFLOW_INGESTION_ENDPOINT',
    need('MAILFLOW_INGESTION_ENDPOINT', 'the logs ingestion URL of the data collection rule.'),
  );
  const dcrImmutableId = need(
    'MAILFLOW_DCR_IMMUTABLE_ID',
    'the immutable id (dcr-…) of the data collection rule.',
  );
  if (dcrImmutableId !== '' && !/^dcr-[0-9a-f]{32}$/i.test(dcrImmutableId)) {
    problems.push(
      `MAILFLOW_DCR_IMMUTABLE_ID must be dcr- and 32 hex digits, not "${dcrImmutableId}" (a resource id or name does not do).`,
    );
  }
  const audience = url(
    'MAILFLOW_INGESTION_AUDIENCE',
    text('MAILFLOW_INGESTION_AUDIENCE') ?? 'https://monitor.azure.com',
  );
  const storage = {
    blobServiceUri: url(
      'MAILFLOW_STORAGE__blobServiceUri',
      need('MAILFLOW_STORAGE__blobServiceUri', 'the blob endpoint of the storage account.'),
    ),
    queueServiceUri: url(
      'MAILFLOW_STORAGE__queueServiceUri',
      need('MAILFLOW_STORAGE__queueServiceUri', 'the queue endpoint of the storage account.'),
    ),
  };
  const filter = {
    probes: flag('MAILFLOW_FILTER_PROBES', true),
    shadowRedundancy: flag('MAILFLOW_FILTER_SHADOW_REDUNDANCY', false),
    events: list('MAILFLOW_FILTER_EVENTS'),
    sources: list('MAILFLOW_FILTER_SOURCES'),
  };
  if (problems.length > 0) {
    throw new MailflowError('bad-settings', `The settings are not right:\n- ${problems.join('\n- ')}`, {
      advice:
        'Correct them in the app settings of the Functions app (or in the environment), then start it again.',
    });
  }
  const clientId = text('AZURE_CLIENT_ID') ?? text('MAILFLOW_STORAGE__clientId');
  return {
    ingestion: { endpoint, dcrImmutableId, audience },
    storage,
    filter,
    ...(clientId === undefined ? {} : { clientId }),
  };
}
