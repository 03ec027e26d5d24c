import { MailflowError } from '../error.ts';
import { nothingUploaded } from '../ingestion/upload-session.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import type { ForwardingContext } from './forwarding-context.ts';
import type { HealthTally } from './health-tally.ts';
import {
  type GroupResult,
  isForeignLog,
  type LineGroup,
  type RejectedItem,
  sendLineGroup,
} from './line-group.ts';
import { BadBody, maxBodyBytes, readBody } from './request-body.ts';
import { isJsonBody, readShippedLines, type ShippedLine, type UnreadableItem } from './shipped-lines.ts';

/** What is needed of an HTTP request; those of @azure/functions and of fetch fit. */
export interface LinesRequest {
  readonly headers: { get(name: string): string | null };
  readonly query: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface LinesAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly jsonBody: unknown;
}

/** Most rejections that an answer lists; all are in the dead letters. */
const maxListed = 1000;
/** Time for one request: below the 230 s after which Azure's load balancer hangs up. */
const patienceMs = 100_000;
const leastRetrySeconds = 5;
const mostRetrySeconds = 300;

/**
 * Takes lines over HTTP: the plain lines of a log (query `computer` and `file`, or headers `x-mailflow-computer` and
 * `x-mailflow-file`), or JSON as log shippers send it (src/forwarding/shipped-lines.ts). Answers when the service has
 * acknowledged the rows: 200 with `{received, sent, filtered, rejected}`, 400, 413 or 415 for a bad body, 503 with
 * Retry-After where the rows could not be delivered. After a 503 all lines are to be sent again.
 */
export async function receiveLines(
  request: LinesRequest,
  context: ForwardingContext,
  tally: HealthTally,
  options: { readonly maxBytes?: number; readonly patienceMs?: number } = {},
): Promise<LinesAnswer> {
  let read = 0;
  try {
    const encoding = request.headers.get('content-encoding');
    const body = await readBody(request.body, encoding, options.maxBytes ?? maxBodyBytes);
    const { groups, unreadable } = groupLines(body, request);
    read = unreadable.length;
    const signal = AbortSignal.timeout(options.patienceMs ?? patienceMs);
    const sending = groups.map((group) => sendOrReject(group, groups.length === 1, { ...context, signal }));
    // All are waited for, so that none goes on after the answer.
    const settled = await Promise.allSettled([keepUnreadable(unreadable, context), ...sending]);
    const failed = settled.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    const results = settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const answer = summarise(results);
    await tally.add(results);
    return { status: 200, headers: {}, jsonBody: answer };
  } catch (error) {
    if (error instanceof BadBody) return problem(error.status, error);
    const known = error instanceof MailflowError ? error : undelivered(error);
    if (isForeignLog(known)) return problem(400, known);
    await tally.fail(known, read);
    const seconds = Math.ceil(context.uploader.pauseMs / 1000);
    const wait = Math.min(mostRetrySeconds, Math.max(leastRetrySeconds, seconds));
    return problem(503, known, { 'Retry-After': String(wait) });
  }
}

function groupLines(
  body: Buffer,
  { query, headers }: LinesRequest,
): { groups: LineGroup[]; unreadable: UnreadableItem[] } {
  const Computer = query.get('computer') || headers.get('x-mailflow-computer') || undefined;
  const file = query.get('file') || headers.get('x-mailflow-file') || undefined;
  if (!isJsonBody(body)) {
    return { groups: body.length === 0 ? [] : [{ Computer, file, bytes: body }], unreadable: [] };
  }
  const { lines, unreadable } = readShippedLines(body);
  const named = lines.map((line) => ({
    ...line,
    Computer: line.Computer ?? Computer,
    file: line.file ?? file,
  }));
  const byFile = Map.groupBy(named, (line) => JSON.stringify([line.Computer, line.file]));
  return { groups: [...byFile.values()].map(joinLines), unreadable };
}

function joinLines(lines: ShippedLine[]): LineGroup {
  const { Computer, file } = lines[0]!;
  const items: { start: number; index: number }[] = [];
  const parts: Buffer[] = [];
  let start = 0;
  for (const { index, text } of lines) {
    const part = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
    items.push({ start, index });
    parts.push(part);
    start += part.length;
  }
  return { Computer, file, bytes: Buffer.concat(parts), items };
}

/** Another kind of log among several files is rejected line by line; alone it is a bad request. */
async function sendOrReject(
  group: LineGroup,
  alone: boolean,
  context: ForwardingContext & { readonly signal: AbortSignal },
): Promise<GroupResult> {
  try {
    return await sendLineGroup(group, context);
  } catch (error) {
    if (alone || !(error instanceof MailflowError) || !isForeignLog(error)) throw error;
    const { Computer, file, bytes, items = [] } = group;
    const unreadable = items.map(({ start, index }, at) => ({
      index,
      reason: error.code,
      message: `${error.message} ${error.advice}`.trim(),
      raw: bytes.toString('utf8', start, items[at + 1]?.start ?? bytes.length).replace(/\r?\n$/, ''),
    }));
    return keepUnreadable(unreadable, context, file, Computer);
  }
}

async function keepUnreadable(
  items: readonly (RejectedItem & { readonly raw: string })[],
  { deadLetters, now }: Pick<ForwardingContext, 'deadLetters' | 'now'>,
  file = 'receive-lines',
  Computer?: string,
): Promise<GroupResult> {
  const time = new Date(now()).toISOString();
  const start = {
    time,
    stream: messageTrackingLogStream.name,
    file,
    ...(Computer !== undefined && { Computer }),
  };
  if (items.length > 0) {
    await deadLetters.write(items.map(({ index, ...letter }) => ({ ...start, line: index + 1, ...letter })));
  }
  return { received: items.length, filtered: 0, rejected: [...items], summary: nothingUploaded() };
}

function summarise(results: readonly GroupResult[]) {
  const sum = (value: (result: GroupResult) => number): number =>
    results.reduce((total, result) => total + value(result), 0);
  const rejected = results.flatMap((result) => result.rejected).sort((a, b) => a.index - b.index);
  return {
    received: sum((result) => result.received),
    sent: sum((result) => result.summary.rowsSent),
    filtered: sum((result) => result.filtered),
    rejected: rejected.slice(0, maxListed).map(({ index, reason, message }) => ({ index, reason, message })),
  };
}

function problem(status: number, error: MailflowError, headers: Record<string, string> = {}): LinesAnswer {
  const { code, message, advice } = error;
  return { status, headers, jsonBody: { error: { code, message, advice } } };
}

function undelivered(cause: unknown): MailflowError {
  return new MailflowError('undelivered', 'The lines could not be delivered.', {
    retryable: true,
    advice: 'Send the request again. Where it lasts, look into the log of the Functions app.',
    cause,
  });
}
