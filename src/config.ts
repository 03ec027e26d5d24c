import { MailflowError } from './error.ts';
import { SettingReader } from './setting-reader.ts';

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
  readonly messageTrace: {
    /** Whether Exchange Online is polled. */
    readonly enabled: boolean;
    /** Microsoft Graph, https, without a slash at its end; differs in sovereign clouds. */
    readonly graphEndpoint: string;
    /** Hours before the first run from which on message traces are read. */
    readonly lookBackHours: number;
    /** Requests in 5 minutes that mailflow may make of the 100 that a tenant has. */
    readonly quota: number;
    /** Whether the events of failed, quarantined and pending messages are read as well. */
    readonly details: boolean;
  };
  /** Domains of the organisation, lower case: they decide the direction of message traces. */
  readonly acceptedDomains: ReadonlySet<string>;
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
  'MAILFLOW_MESSAGE_TRACE',
  'MAILFLOW_MESSAGE_TRACE_LOOK_BACK_HOURS',
  'MAILFLOW_MESSAGE_TRACE_QUOTA',
  'MAILFLOW_MESSAGE_TRACE_DETAILS',
  'MAILFLOW_GRAPH_ENDPOINT',
  'MAILFLOW_ACCEPTED_DOMAINS',
];

/**
 * Checks the settings. Pure: touches neither network nor disk.
 * @throws MailflowError `bad-settings`, which names every problem, not only the first
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const settings = new SettingReader(env, knownNames);
  const { problems } = settings;
  const endpoint = settings.needUrl(
    'MAILFLOW_INGESTION_ENDPOINT',
    'the logs ingestion URL of the data collection rule.',
  );
  const dcrImmutableId = settings.need(
    'MAILFLOW_DCR_IMMUTABLE_ID',
    'the immutable id (dcr-…) of the data collection rule.',
  );
  if (dcrImmutableId !== '' && !/^dcr-[0-9a-f]{32}$/i.test(dcrImmutableId)) {
    problems.push(
      `MAILFLOW_DCR_IMMUTABLE_ID must be dcr- and 32 hex digits, not "${dcrImmutableId}" (a resource id or name does not do).`,
    );
  }
  const audience = settings.url('MAILFLOW_INGESTION_AUDIENCE', 'https://monitor.azure.com');
  const storage = {
    blobServiceUri: settings.needUrl(
      'MAILFLOW_STORAGE__blobServiceUri',
      'the blob endpoint of the storage account.',
    ),
    queueServiceUri: settings.needUrl(
      'MAILFLOW_STORAGE__queueServiceUri',
      'the queue endpoint of the storage account.',
    ),
  };
  const filter = {
    probes: settings.flag('MAILFLOW_FILTER_PROBES', true),
    shadowRedundancy: settings.flag('MAILFLOW_FILTER_SHADOW_REDUNDANCY', false),
    events: settings.list('MAILFLOW_FILTER_EVENTS'),
    sources: settings.list('MAILFLOW_FILTER_SOURCES'),
  };
  const messageTrace = {
    enabled: settings.flag('MAILFLOW_MESSAGE_TRACE', false),
    graphEndpoint: settings.url('MAILFLOW_GRAPH_ENDPOINT', 'https://graph.microsoft.com'),
    // Graph gives 90 days; what is further back than a few of them is the backfill's.
    lookBackHours: settings.whole('MAILFLOW_MESSAGE_TRACE_LOOK_BACK_HOURS', 48, 0, 240),
    quota: settings.whole('MAILFLOW_MESSAGE_TRACE_QUOTA', 90, 10, 100),
    details: settings.flag('MAILFLOW_MESSAGE_TRACE_DETAILS', false),
  };
  const acceptedDomains = new Set(
    settings.list('MAILFLOW_ACCEPTED_DOMAINS').map((domain) => domain.toLowerCase()),
  );
  for (const domain of acceptedDomains) {
    if (!/^(?:\*\.)?[^\s@*]+\.[^\s@*.]+$/.test(domain)) {
      problems.push(
        `MAILFLOW_ACCEPTED_DOMAINS: "${domain}" is no domain such as contoso.com or *.contoso.com`,
      );
    }
  }
  if (problems.length > 0) {
    throw new MailflowError('bad-settings', `The settings are not right:\n- ${problems.join('\n- ')}`, {
      advice:
        'Correct them in the app settings of the Functions app (or in the environment), then start it again.',
    });
  }
  const clientId = settings.text('AZURE_CLIENT_ID') ?? settings.text('MAILFLOW_STORAGE__clientId');
  return {
    ingestion: { endpoint, dcrImmutableId, audience },
    storage,
    filter,
    messageTrace,
    acceptedDomains,
    ...(clientId === undefined ? {} : { clientId }),
  };
}
