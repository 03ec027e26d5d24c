import { MailflowError } from '../../src/error.ts';

/**
 * What the local host takes from host.json, with the defaults of Azure Functions 4. Times in milliseconds.
 */
export interface HostSettings {
  /** undefined: no limit */
  readonly functionTimeout: number | undefined;
  readonly routePrefix: string;
  readonly queues: {
    readonly batchSize: number;
    /** More messages are fetched once no more than these are being handled. */
    readonly newBatchSize: number;
    readonly maxDequeueCount: number;
    /** How long a message rests after a failure. */
    readonly visibilityTimeout: number;
    readonly maxPollingInterval: number;
    readonly base64: boolean;
  };
}

interface HostJson {
  readonly functionTimeout?: string;
  readonly extensions?: {
    readonly http?: { readonly routePrefix?: string };
    readonly queues?: {
      readonly batchSize?: number;
      readonly newBatchSize?: number;
      readonly maxDequeueCount?: number;
      readonly visibilityTimeout?: string;
      readonly maxPollingInterval?: string;
      readonly messageEncoding?: string;
    };
  };
}

/**
 * Source of names and defaults: Azure Functions, "host.json reference" and "Azure Queue storage trigger and
 * bindings".
 * @param text content of host.json
 * @throws MailflowError `host-json`
 */
export function hostSettings(text: string): HostSettings {
  let json: HostJson;
  try {
    json = JSON.parse(text) as HostJson;
  } catch (error) {
    throw new MailflowError('host-json', `host.json is no valid JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const queues = json.extensions?.queues ?? {};
  const batchSize = queues.batchSize ?? 16;
  return {
    functionTimeout: json.functionTimeout === '-1' ? undefined : time(json.functionTimeout, 1_800_000),
    routePrefix: json.extensions?.http?.routePrefix ?? 'api',
    queues: {
      batchSize,
      newBatchSize: queues.newBatchSize ?? Math.floor(batchSize / 2),
      maxDequeueCount: queues.maxDequeueCount ?? 5,
      visibilityTimeout: time(queues.visibilityTimeout, 0),
      maxPollingInterval: time(queues.maxPollingInterval, 60_000),
      base64: (queues.messageEncoding ?? 'base64').toLowerCase() === 'base64',
    },
  };
}

/** `[d.]hh:mm:ss` */
function time(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const match = /^(?:(\d+)\.)?(\d\d?):(\d\d):(\d\d)$/.exec(text);
  if (match === null) {
    throw new MailflowError('host-json', `host.json: '${text}' is no time.`, {
      advice: 'Write it as hh:mm:ss.',
    });
  }
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
