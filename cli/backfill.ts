import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerClient } from '@azure/storage-blob';
import { Command, InvalidArgumentError } from 'commander';
import { MailflowError } from '../src/error.ts';
import type { BackfillState, PollState } from '../src/message-trace/poll-state.ts';
import type { BackfillRequest } from '../src/message-trace/trace-state-store.ts';
import { progress } from './progress.ts';

interface BackfillOptions {
  days?: number;
  stop?: true;
  follow?: true;
  stack?: string;
  json?: true;
}

const dayMs = 86_400_000;
/** How often the state is looked at while following: the function works in runs of 5 minutes. */
const lookMs = 5_000;

/** `mailflow backfill`: asks the Functions app for message traces from before it began. */
export function backfillCommand(): Command {
  return new Command('backfill')
    .description('Ask for message traces of the last days, show how far they are, or stop.')
    .option('--days <n>', 'read the message traces of the last n days, 1 to 90', wholeDays)
    .option('--follow', 'show the progress until it is done; Ctrl-C ends the showing, not the work')
    .option('--stop', 'stop; what is read stays, and a new --days begins anew')
    .option('--stack <dir>', 'in a running local stack, named by its data folder')
    .option('--json', 'print the state as JSON')
    .addHelpText(
      'after',
      `
The Functions app does the work, newest day first, in the requests that fresh mail leaves over; it goes on where it
was when it is started again. Without options the command shows how far it is. It uses the setting
MAILFLOW_STORAGE__blobServiceUri of the Functions app and signs in as you are signed in to Azure; it needs the role
Storage Blob Data Contributor (to look: Reader).

  mailflow backfill --days 90 --follow`,
    )
    .action(backfill);
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 90) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 90: Exchange Online keeps 90 days.');
  }
  return days;
}

async function backfill(options: BackfillOptions, command: Command): Promise<void> {
  if (options.stop && (options.days !== undefined || options.follow)) {
    command.error("error: option '--stop' goes with neither --days nor --follow");
  }
  const state = await stateContainerOf(options.stack);
  const { peekBackfillRequest, peekPollState, requestBackfill } = await import(
    '../src/message-trace/blob-state-store.ts'
  );
  if (options.stop) {
    const request = await peekBackfillRequest(state);
    await requestBackfill(state, undefined);
    console.log(request === undefined ? 'No backfill was on its way.' : 'Stopped. What is read stays.');
    return;
  }
  if (options.days !== undefined) {
    const now = Date.now();
    await requestBackfill(state, {
      from: new Date(now - options.days * dayMs).toISOString(),
      to: new Date(now).toISOString(),
      requestedAt: new Date(now).toISOString(),
    });
    console.error('Asked for. The Functions app begins with its next run, within 5 minutes.');
  }
  const look = async (): Promise<Progress> => ({
    request: await peekBackfillRequest(state),
    poll: await peekPollState(state),
  });
  if (options.follow) return follow(look);
  const seen = await look();
  if (options.json) console.log(JSON.stringify(summary(seen)));
  else if (options.days === undefined) console.log(sentence(seen));
}

async function stateContainerOf(stack: string | undefined): Promise<ContainerClient> {
  const { readConfig } = await import('../src/config.ts');
  const { createCredential } = await import('../src/storage/create-credential.ts');
  const { createStorage } = await import('../src/storage/create-storage.ts');
  if (stack !== undefined) {
    const { joinStack } = await import('../local/stack/join-stack.ts');
    process.env = joinStack(resolve(stack), process.env);
  }
  const config = readConfig(process.env);
  return createStorage(config.storage, createCredential(config.clientId, process.env)).state;
}

/** What the state of polling says: the request, and how far it is. */
interface Progress {
  readonly request: BackfillRequest | undefined;
  readonly poll: PollState | undefined;
}

/** The backfill on its way or the last one done; undefined where the request has not been taken up, or there is none. */
function current({ request, poll }: Progress): BackfillState | undefined {
  const known = poll?.backfill;
  return request === undefined || known?.requestedAt === request.requestedAt ? known : undefined;
}

/** Lines for scripts. `share` is 0 to 1; times are ISO 8601. */
export function summary(seen: Progress): Record<string, unknown> {
  const known = current(seen);
  const { request } = seen;
  const iso = (time: number): string => new Date(time).toISOString();
  return {
    state: stateOf(seen),
    ...(request && { requestedAt: request.requestedAt }),
    ...(known && {
      from: iso(known.from),
      to: iso(known.to),
      doneDownTo: iso(known.doneDownTo),
      share: shareOf(known),
      rows: known.rows,
      requests: known.requests,
      ...(known.estimate && { left: known.estimate }),
    }),
  };
}

function stateOf(seen: Progress): 'none' | 'waiting' | 'running' | 'stopped' | 'done' {
  const known = current(seen);
  if (known?.finishedAt !== undefined) return 'done';
  if (seen.request === undefined) return known === undefined ? 'none' : 'stopped';
  return known === undefined ? 'waiting' : 'running';
}

function shareOf({ from, to, doneDownTo, finishedAt }: BackfillState): number {
  return finishedAt !== undefined || to <= from ? 1 : (to - doneDownTo) / (to - from);
}

/** One sentence for a person. */
export function sentence(seen: Progress): string {
  const known = current(seen);
  switch (stateOf(seen)) {
    case 'none':
      return 'No backfill was asked for. "mailflow backfill --days 90" asks for one.';
    case 'waiting':
      return 'Asked for; the Functions app has not begun yet. Its log tells whether it polls at all.';
    case 'done':
      return `Done: ${known!.rows} rows in ${known!.requests} requests.`;
    case 'stopped':
      return `Stopped at ${percent(known!)}: ${known!.rows} rows in ${known!.requests} requests.`;
    default:
      return `${percent(known!)}, ${known!.rows} rows in ${known!.requests} requests${remaining(known!)}.`;
  }
}

function percent(known: BackfillState): string {
  return `${Math.floor(shareOf(known) * 100)} %`;
}

function remaining({ estimate }: BackfillState): string {
  if (estimate === undefined) return '';
  const { rows, requests, seconds } = estimate;
  const time = seconds < 5400 ? `${Math.ceil(seconds / 60)} minutes` : `${(seconds / 3600).toFixed(1)} hours`;
  return `; about ${rows} rows, ${requests} requests and ${time} are left`;
}

async function follow(look: () => Promise<Progress>): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const bar = progress('backfill', 1);
  let said = '';
  while (!stop.signal.aborted) {
    const seen = await look();
    const known = current(seen);
    const text = sentence(seen);
    const state = stateOf(seen);
    if (known !== undefined) bar.update(shareOf(known), text);
    // Without a terminal there is no bar: a line whenever something has moved.
    if (!process.stderr.isTTY && text !== said) console.error(text);
    said = text;
    if (state === 'done' || state === 'none' || state === 'stopped') {
      bar.end();
      console.log(text);
      if (state === 'done') return;
      throw new MailflowError('backfill-gone', 'The backfill was stopped.', {
        advice: 'Somebody has run "mailflow backfill --stop". Ask for it again with --days.',
      });
    }
    await delay(lookMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  bar.end();
  console.error('It goes on without you. "mailflow backfill" shows how far it is.');
}
