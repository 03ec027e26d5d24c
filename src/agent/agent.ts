import * as nodeFs from 'node:fs/promises';
import type { ContainerClient } from '@azure/storage-blob';
import type { QueueClient } from '@azure/storage-queue';
import type { AgentSettings } from './agent-config.ts';
import { createBandwidth } from './bandwidth.ts';
import { fileProblem } from './file-problem.ts';
import { scanFolder } from './folder-scan.ts';
import { createLogBlobStore, newLogBlob } from './log-blob-store.ts';
import { createNotices } from './notices.ts';
import { createNudger } from './nudger.ts';
import { planRound } from './plan-round.ts';
import type { LogFileSystem } from './read-piece.ts';
import { maximumBlock, type ShipContext, sameStamp, shipBlock, type TrackedFile } from './ship-file.ts';
import { storageProblem } from './storage-problem.ts';

/** What the agent needs from outside. */
export interface AgentParts {
  /** Container `exchange-logs`. */
  readonly containerClient: ContainerClient;
  /** Queue `forward-blob`. Without it nothing is nudged. */
  readonly queueClient?: Pick<QueueClient, 'sendMessage'>;
  /** Milliseconds since 1970, such as `Date.now`. */
  readonly clock: () => number;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Takes one line for each event of interest. No line holds content of a log. */
  readonly log: (line: string) => void;
  /** Default: `node:fs/promises`. */
  readonly fs?: LogFileSystem;
}

/** What one run did. */
export interface AgentSummary {
  /** Message tracking files found. */
  readonly files: number;
  /** Blocks appended, and their bytes. */
  readonly blocks: number;
  readonly bytes: number;
  /** Bytes of half-written lines held back for now. */
  readonly heldBytes: number;
  /** Troubles that last, one sentence each: a locked file, a missing folder and others. */
  readonly problems: readonly string[];
}

export interface Agent {
  /**
   * Ships what is there and ends.
   * @throws MailflowError `agent-storage` where the storage account cannot be written to.
   */
  runOnce(): Promise<AgentSummary>;
  /** Ships until the signal aborts; then ends what is under way and resolves. Waits out all troubles. */
  run(signal: AbortSignal): Promise<void>;
}

/** Files shipped whole are looked at again this often: nobody writes to them any more. */
const recheckMilliseconds = 30_000;
/** A stop waits so long for the append under way. */
const stopMilliseconds = 5_000;
const longestBackoff = 60_000;
/** From so many new files on, one listing of all blobs of a kind is cheaper than one for each file. */
const listingThreshold = 8;

/**
 * The agent that ships message tracking logs: each file to one append blob, whole lines only. It keeps no state of its
 * own: what is shipped is told by the length of each blob.
 */
export function createAgent(settings: AgentSettings, parts: AgentParts): Agent {
  const { clock, sleep, log } = parts;
  const fs = parts.fs ?? (nodeFs as LogFileSystem);
  const limit = settings.bandwidthLimit;
  const pollMilliseconds = settings.pollSeconds * 1000;
  const store = createLogBlobStore(parts.containerClient);
  const notices = createNotices(log);
  const nudger = createNudger(parts.queueClient, clock);
  const tracked = new Map<string, TrackedFile>();
  const ignored = new Set<string>();
  const count = { blocks: 0, bytes: 0 };
  let recheckAt = 0;
  const context: ShipContext = {
    fs,
    store,
    notices,
    clock,
    log,
    bandwidth: createBandwidth(limit, clock, sleep),
    blockSize: limit === undefined ? maximumBlock : blockSizeFor(limit),
    onAppend(_file, blobName, bytes) {
      count.blocks++;
      count.bytes += bytes;
      nudger.touch(blobName);
    },
  };

  /** Looks at all folders and brings `tracked` up to date. */
  async function scan(): Promise<void> {
    for (const folder of settings.folders) {
      const subject = `folder ${folder.path}`;
      try {
        const files = await scanFolder(fs, folder);
        notices.well(subject, `${folder.path}: the folder can be read again.`);
        const present = new Set(files.map((file) => file.path));
        for (const file of tracked.values()) {
          if (file.folder === folder.path && !present.has(file.path)) forget(file);
        }
        for (const path of ignored) {
          if (path.startsWith(folder.path) && !present.has(path)) ignored.delete(path);
        }
        for (const file of files) {
          if (tracked.has(file.path)) continue;
          tracked.set(file.path, { ...file, changedAt: clock(), appendedAt: 0, held: 0, settled: false });
        }
      } catch (error) {
        const problem = fileProblem(folder.path, error);
        notices.trouble(subject, `${problem.message} ${problem.advice}`);
      }
    }
  }

  function forget(file: TrackedFile): void {
    tracked.delete(file.path);
    for (const subject of ['file', 'short', 'double']) notices.forget(`${subject} ${file.path}`);
    const lost = (file.stamp?.size ?? 0) - (file.blob?.length ?? 0);
    if (lost > 0)
      log(`${file.path} was deleted before it was shipped whole: ${lost} bytes are not in the archive.`);
  }

  /** Finds the blobs of many new files at once, with a listing for each server and kind. */
  async function findBlobs(files: readonly TrackedFile[]): Promise<void> {
    const groups = Map.groupBy(
      files.filter((file) => file.blob === undefined),
      (file) => `${file.computer}/${file.kind}/`,
    );
    for (const [prefix, group] of groups) {
      if (group.length < listingThreshold) continue;
      const found = await store.find(prefix, new Set(group.map((file) => file.blobName)));
      for (const file of group) {
        const latest = found.get(file.blobName)?.at(-1) ?? newLogBlob(file.blobName, 1);
        if (latest.length > 0 || latest.generation === 1) file.blob = latest;
      }
    }
  }

  /** Whether a look into the file is worth it; `stat` is cheaper than opening each of some thousand files. */
  async function needsLook(file: TrackedFile, recheck: boolean): Promise<boolean> {
    if (file.settled && !recheck) return false;
    const oldest = clock() - (settings.ignoreOlderThanDays ?? Number.POSITIVE_INFINITY) * 86_400_000;
    if (!file.settled && oldest === Number.NEGATIVE_INFINITY) return true;
    try {
      const stamp = await fs.stat(file.path);
      if (file.blob === undefined && stamp.mtimeMs < oldest) {
        if (!ignored.has(file.path)) log(`${file.path} is left out: ignoreOlderThanDays.`);
        ignored.add(file.path);
        return false;
      }
      return !file.settled || file.stamp === undefined || !sameStamp(file.stamp, stamp);
    } catch {
      return true; // Opening it tells what is wrong.
    }
  }

  /**
   * One round: the newest file of each kind first, then the backlog, oldest first, one block at a time.
   * Ends when all is shipped, or after the poll interval, so that new files are seen during a long backlog.
   * @returns whether there is more to do at once
   */
  async function round(recheck: boolean, signal?: AbortSignal): Promise<boolean> {
    await scan();
    const endAt = clock() + pollMilliseconds;
    const plan = planRound([...tracked.values()]);
    for (const file of plan.doubles) {
      notices.trouble(
        `double ${file.path}`,
        `${file.path} is not shipped: another folder has a file of that name. Give each folder the name of its own server ("computer").`,
      );
    }
    const newest: TrackedFile[] = [];
    for (const file of plan.newest) {
      if (settings.ignoreOlderThanDays === undefined || (await needsLook(file, true)) || file.settled)
        newest.push(file);
    }
    const backlog: TrackedFile[] = [];
    for (const file of plan.older) if (await needsLook(file, recheck)) backlog.push(file);
    await findBlobs([...newest, ...backlog]);

    let next = 0;
    for (;;) {
      let more = false;
      for (const file of newest) {
        if (signal?.aborted) return false;
        if ((await shipBlock(file, true, { ...context, signal })) === 'more') more = true;
      }
      while (next < backlog.length && !signal?.aborted) {
        const shipped = await shipBlock(backlog[next]!, false, { ...context, signal });
        if (shipped !== 'more') next++;
        if (shipped !== 'idle') break;
      }
      await nudge();
      if (signal?.aborted || (!more && next >= backlog.length)) return false;
      if (clock() >= endAt) return true;
    }
  }

  /** A queue that cannot be reached holds up nothing: nudges only save time. */
  async function nudge(all = false): Promise<void> {
    try {
      await nudger.flush(all);
      notices.well('queue', 'The queue can be reached again.');
    } catch (error) {
      const problem = storageProblem(error);
      notices.trouble(
        'queue',
        `No nudge could be sent; the functions find new data later. ${problem.message}. ${problem.advice}`,
      );
    }
  }

  async function runOnce(): Promise<AgentSummary> {
    const before = { ...count };
    try {
      for (let recheck = true; await round(recheck); recheck = false);
    } catch (error) {
      throw storageProblem(error);
    }
    await nudge(true);
    const files = [...tracked.values()];
    return {
      files: files.length,
      blocks: count.blocks - before.blocks,
      bytes: count.bytes - before.bytes,
      heldBytes: files.reduce((sum, file) => sum + file.held, 0),
      problems: notices.lasting(),
    };
  }

  async function run(signal: AbortSignal): Promise<void> {
    let grace: NodeJS.Timeout | undefined;
    const stop = (): void => {
      grace = setTimeout(() => store.abort(), stopMilliseconds);
    };
    signal.addEventListener('abort', stop, { once: true });
    const folders = settings.folders.length === 1 ? '1 folder' : `${settings.folders.length} folders`;
    log(
      `The agent watches ${folders} for ${[...new Set(settings.folders.map((f) => f.computer))].join(', ')}.`,
    );
    try {
      let failures = 0;
      while (!signal.aborted) {
        const recheck = clock() >= recheckAt;
        if (recheck) recheckAt = clock() + recheckMilliseconds;
        let more = false;
        try {
          more = await round(recheck, signal);
          failures = 0;
          notices.well('storage', 'The storage account takes data again.');
        } catch (error) {
          if (signal.aborted) break;
          const problem = storageProblem(error);
          notices.trouble('storage', `${problem.message}. ${problem.advice}`);
          recheckAt = 0;
          failures++;
        }
        const backoff =
          Math.min(longestBackoff, pollMilliseconds * 2 ** failures) * (0.75 + Math.random() / 4);
        if (!more) await sleep(failures === 0 ? pollMilliseconds : backoff, signal);
      }
      await nudge(true);
    } finally {
      clearTimeout(grace);
      signal.removeEventListener('abort', stop);
    }
    log(`The agent has stopped: ${count.bytes} bytes shipped in ${count.blocks} blocks.`);
  }

  return { runOnce, run };
}

/** About one second's worth, so that the newest files get their turn often; even, for UTF-16. */
function blockSizeFor(limit: number): number {
  return Math.min(maximumBlock, Math.max(65_536, Math.floor(limit / 2) * 2));
}
