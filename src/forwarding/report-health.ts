import { listDeadLetters } from '../storage/stored-dead-letters.ts';
import type { ForwardingContext } from './forwarding-context.ts';
import type { HealthRow } from './health-reporter.ts';
import { type SurveyedBlob, surveyBlobs } from './survey-blobs.ts';
import { readSweepMemory } from './sweep-memory.ts';

/** Servers whose blobs have not changed for so long are not reported any more. */
const recentMs = 7 * 24 * 60 * 60_000;
/** Most dead letter blobs that are counted. */
const maxDeadLetterBlobs = 10_000;

/**
 * Sends the state of forwarding: a row for each server with the age of its oldest bytes not forwarded, and rows for
 * what waits in the queue, what failed for good and what lies in the dead letters.
 * @returns the rows sent
 */
export async function reportHealth(
  context: Pick<ForwardingContext, 'storage' | 'health' | 'now'>,
): Promise<readonly HealthRow[]> {
  const [servers, queues, letters] = await Promise.all([
    serverRows(context),
    queueRows(context),
    deadLetterRow(context),
  ]);
  const rows = [...servers, ...queues, letters];
  await context.health.report(rows);
  return rows;
}

async function serverRows({
  storage,
  now,
}: Pick<ForwardingContext, 'storage' | 'now'>): Promise<HealthRow[]> {
  const at = now();
  const memory = await readSweepMemory(storage.state);
  /** By server: the blob that says most, and since when it has been behind. */
  const servers = new Map<string, { blob: SurveyedBlob; since: number | undefined }>();
  await surveyBlobs(storage, at, (blob) => {
    if (!blob.pending && at - blob.lastModified.getTime() > recentMs) return;
    const since = blob.pending ? (memory[blob.name]?.since ?? blob.lastModified.getTime()) : undefined;
    const known = servers.get(blob.Computer ?? '');
    if (known === undefined || tellsMore(blob, since, known))
      servers.set(blob.Computer ?? '', { blob, since });
  });
  return [...servers.values()].map(({ blob, since }) => ({
    component: 'report-health',
    Computer: blob.Computer,
    FilePath: blob.FilePath,
    lagSeconds: since === undefined ? 0 : Math.max(0, (at - since) / 1000),
  }));
}

/** The blob that has been behind for longest; where none is behind, the newest. */
function tellsMore(
  blob: SurveyedBlob,
  since: number | undefined,
  known: { blob: SurveyedBlob; since: number | undefined },
): boolean {
  if (since !== undefined) return known.since === undefined || since < known.since;
  return known.since === undefined && blob.lastModified > known.blob.lastModified;
}

async function queueRows({ storage }: Pick<ForwardingContext, 'storage'>): Promise<HealthRow[]> {
  const count = async (queue: typeof storage.queue): Promise<number> => {
    // The host makes the poison queue when it first needs it.
    if (!(await queue.exists())) return 0;
    return (await queue.getProperties()).approximateMessagesCount ?? 0;
  };
  const [waiting, failed] = await Promise.all([count(storage.queue), count(storage.poison)]);
  return [
    { component: 'queue', FilePath: storage.queue.name, rowsRead: waiting },
    {
      component: 'queue',
      FilePath: storage.poison.name,
      rowsRejected: failed,
      ...(failed > 0 && {
        error: `${failed} messages failed too often. The sweep queues their blobs again; look for the cause in the log of the app, then clear the queue.`,
      }),
    },
  ];
}

async function deadLetterRow({ storage }: Pick<ForwardingContext, 'storage'>): Promise<HealthRow> {
  let blobs = 0;
  let bytes = 0;
  let oldest = '';
  for await (const blob of listDeadLetters(storage.deadLetters)) {
    blobs++;
    bytes += blob.bytes;
    oldest ||= blob.name;
    if (blobs === maxDeadLetterBlobs) break;
  }
  return {
    component: 'dead-letters',
    FilePath: storage.deadLetters.containerName,
    rowsRead: blobs,
    ...(blobs > 0 && {
      error: `${blobs} blobs hold ${bytes} bytes of dead letters, the oldest is ${oldest}. Look at their reasons; after a fix, "mailflow replay" sends them again.`,
    }),
  };
}
