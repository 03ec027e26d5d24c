import assert from 'node:assert/strict';
import {
  LogsIngestionService,
  type LogsIngestionServiceOptions,
  testCredential,
  testEndpoint,
  testRule,
  testStream,
} from '../../test/doubles/logs-ingestion-service.ts';
import { VirtualClock } from '../../test/doubles/virtual-clock.ts';
import type { MailflowError } from '../error.ts';
import type { WaitNotice } from './exchange.ts';
import { MemoryDeadLetters } from './memory-dead-letters.ts';
import type { RowOrigin, SessionOptions } from './upload-session.ts';
import { createUploader, type UploaderOptions } from './uploader.ts';

/** A service, a session on it, and what both saw. */
export function setUp(
  service: LogsIngestionServiceOptions = {},
  upload: Partial<UploaderOptions> = {},
  session: Partial<SessionOptions<number>> = {},
) {
  const double = new LogsIngestionService(service);
  const clock = new VirtualClock();
  const notices: WaitNotice[] = [];
  const deadLetters = new MemoryDeadLetters();
  const uploader = createUploader({
    endpoint: testEndpoint,
    dcrImmutableId: testRule,
    credential: testCredential,
    httpClient: double.httpClient,
    clock,
    onWait: (notice) => notices.push(notice),
    ...upload,
  });
  const open = () =>
    uploader.open<number>({ stream: testStream, file: 'MSGTRK1.LOG', deadLetters, ...session });
  return { double, clock, notices, deadLetters, uploader, open };
}

export function origin(index: number): RowOrigin {
  return { line: index + 1, offset: index * 100, end: index * 100 + 100 };
}

export function row(index: number, more: Record<string, unknown> = {}): string {
  return JSON.stringify({ id: index, ...more });
}

export async function upload(set: ReturnType<typeof setUp>, rows: readonly string[]) {
  const session = set.open();
  for (const [index, text] of rows.entries()) {
    await session.add(text, origin(index));
    session.mark(index + 1);
  }
  const outcome = await session.flush().then(
    (summary) => ({ summary, error: undefined }),
    (error: unknown) => ({ summary: undefined, error: error as MailflowError }),
  );
  return { session, ...outcome };
}

/** Lets the event loop turn until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    assert.ok(turns < 10_000, 'what the test waits for does not happen');
    await new Promise(setImmediate);
  }
}

export const tenRows = Array.from({ length: 10 }, (_, index) => row(index));
