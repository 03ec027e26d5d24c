import { type AzuriteDouble, startAzurite } from '../../test/doubles/azurite.ts';
import {
  LogsIngestionService,
  type LogsIngestionServiceOptions,
  testCredential,
  testEndpoint,
  testRule,
} from '../../test/doubles/logs-ingestion-service.ts';
import { createRecordFilter } from '../exchange/record-filter.ts';
import type { DeadLetter } from '../ingestion/dead-letter.ts';
import { createUploader, type UploaderOptions } from '../ingestion/uploader.ts';
import { BlobDeadLetters } from '../storage/blob-dead-letters.ts';
import { createStorage, ensureContainers, type Storage } from '../storage/create-storage.ts';
import { listDeadLetters, readDeadLetters } from '../storage/stored-dead-letters.ts';
import { healthStream } from '../streams/health.ts';
import { messageTraceStream } from '../streams/message-trace.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import type { ForwardingContext } from './forwarding-context.ts';
import { createHealthReporter } from './health-reporter.ts';

/** For tests: everything that forwarding needs, against Azurite and an ingestion service in this process. */
export interface TestContext extends ForwardingContext {
  readonly service: LogsIngestionService;
  readonly logged: string[];
}

let azurite: AzuriteDouble | undefined;

export async function startStorage(): Promise<Storage> {
  azurite = await startAzurite();
  const storage = createStorage(azurite, azurite.credential);
  await ensureContainers(storage);
  return storage;
}

export async function stopStorage(): Promise<void> {
  await azurite?.stop();
}

export function createTestContext(
  storage: Storage,
  options: LogsIngestionServiceOptions = {},
  overrides: Partial<ForwardingContext> & { readonly upload?: Partial<UploaderOptions> } = {},
): TestContext {
  const service = new LogsIngestionService({
    streams: [messageTrackingLogStream.name, messageTraceStream.name, healthStream.name],
    ...options,
  });
  const uploader = createUploader({
    endpoint: testEndpoint,
    dcrImmutableId: testRule,
    credential: testCredential,
    httpClient: service.httpClient,
    retryBudgetMs: 0,
    forbiddenBudgetMs: 0,
    ...overrides.upload,
  });
  const logged: string[] = [];
  const log = (message: string): void => void logged.push(message);
  const now = overrides.now ?? (() => Date.now());
  return {
    storage,
    uploader,
    deadLetters: new BlobDeadLetters(storage.deadLetters),
    filter: createRecordFilter(),
    acceptedDomains: new Set(['contoso.com']),
    health: createHealthReporter(uploader, now, log),
    now,
    budgetMs: 60_000,
    log,
    ...overrides,
    service,
    logged,
  };
}

export const header = '#Fields: date-time,event-id,source,message-id,recipient-address,sender-address\r\n';

/** Lines of a log, each with its own message id: `prefix` and a number. */
export function lines(prefix: string, count: number, from = 0): string {
  let text = '';
  for (let n = from; n < from + count; n++) {
    text += `2026-11-21T03:00:00.000Z,RECEIVE,SMTP,<${prefix}${n}>,b@example.com,a@example.com\r\n`;
  }
  return text;
}

export async function append(storage: Storage, name: string, text: string, filepath?: string): Promise<void> {
  const blob = storage.logs.getAppendBlobClient(name);
  const metadata = filepath === undefined ? undefined : { filepath: encodeURIComponent(filepath) };
  await blob.createIfNotExists(metadata && { metadata });
  if (text !== '') await blob.appendBlock(text, Buffer.byteLength(text));
}

/** Message ids that arrived, in order. */
export function idsOf(service: LogsIngestionService): string[] {
  return service.rows(messageTrackingLogStream.name).map((row) => String(row.messageId).replace(/[<>]/g, ''));
}

/** The ids that `lines` makes. */
export function idList(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}${n}`);
}

export async function allDeadLetters(storage: Storage): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for await (const blob of listDeadLetters(storage.deadLetters)) {
    for await (const letter of readDeadLetters(storage.deadLetters, blob)) letters.push(letter);
  }
  return letters;
}

/** Takes all messages that are visible, or will be within the delay, off the queue: the blobs they name. */
export async function drainQueue(storage: Storage): Promise<unknown[]> {
  const taken: unknown[] = [];
  for (;;) {
    const { receivedMessageItems } = await storage.queue.receiveMessages({ numberOfMessages: 32 });
    if (receivedMessageItems.length === 0) return taken;
    for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
      taken.push(JSON.parse(Buffer.from(messageText, 'base64').toString('utf8')));
      await storage.queue.deleteMessage(messageId, popReceipt);
    }
  }
}
