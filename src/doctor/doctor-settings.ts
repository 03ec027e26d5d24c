import { type Config, readConfig } from '../config.ts';
import { MailflowError } from '../error.ts';
import { type Finding, failed, passed } from './finding.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The settings part by part: what is wrong with one does not keep the others from being checked. */
export interface DoctorSettings {
  readonly findings: readonly Finding[];
  readonly ingestion: Config['ingestion'] | undefined;
  readonly storage: Config['storage'] | undefined;
  readonly messageTrace: Config['messageTrace'] | undefined;
  readonly clientId: string | undefined;
}

const parts = {
  ingestion: /^MAILFLOW_(?:INGESTION|DCR)_/,
  storage: /^MAILFLOW_STORAGE__/,
  messageTrace: /^MAILFLOW_(?:MESSAGE_TRACE|GRAPH_|ACCEPTED_)/,
} as const;

/** Valid values for the parts that are not looked at. */
const standIns: Env = {
  MAILFLOW_INGESTION_ENDPOINT: 'https://stand-in.invalid',
  MAILFLOW_DCR_IMMUTABLE_ID: `dcr-${'0'.repeat(32)}`,
  MAILFLOW_STORAGE__blobServiceUri: 'https://stand-in.invalid',
  MAILFLOW_STORAGE__queueServiceUri: 'https://stand-in.invalid',
};

const advice =
  'doctor reads the settings of the Functions app from the environment: "az functionapp config appsettings list --name APP --resource-group GROUP" shows them. For a local stack, give --stack .mailflow.';

/** Reads the settings of the Functions app. Never throws: what is wrong becomes findings. */
export function doctorSettings(env: Env): DoctorSettings {
  const part = <P extends keyof typeof parts>(name: P): Config[P] | undefined => {
    const own = Object.entries(env).filter(([key]) => parts[name].test(key));
    const others = Object.entries(standIns).filter(([key]) => !parts[name].test(key));
    try {
      return readConfig(Object.fromEntries([...others, ...own]))[name];
    } catch {
      return undefined;
    }
  };
  return {
    findings: findings(env),
    ingestion: part('ingestion'),
    storage: part('storage'),
    messageTrace: part('messageTrace'),
    clientId: env.AZURE_CLIENT_ID?.trim() || env.MAILFLOW_STORAGE__clientId?.trim() || undefined,
  };
}

function findings(env: Env): Finding[] {
  const check = 'settings';
  try {
    readConfig(env);
    const count = Object.keys(env).filter((name) => /^MAILFLOW_/.test(name)).length;
    return [passed(check, `${count} settings, all right`)];
  } catch (error) {
    if (!(error instanceof MailflowError)) throw error;
    const problems = error.message.split('\n- ').slice(1);
    return problems.map((problem) => failed(check, problem, advice));
  }
}
