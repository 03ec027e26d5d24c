import * as nodeFs from 'node:fs/promises';
import { type ContainerClient, RestError } from '@azure/storage-blob';
import type { QueueClient } from '@azure/storage-queue';
import type { AgentFolder, AgentSettings } from './agent-config.ts';
import { fileProblem } from './file-problem.ts';
import { scanFolder } from './folder-scan.ts';
import { nudgeMessage } from './nudger.ts';
import { planRound } from './plan-round.ts';
import { type LogFileSystem, readPiece } from './read-piece.ts';
import { storageProblem } from './storage-problem.ts';

/** Result of one thing that was tried. */
export interface CheckResult {
  /** What was tried: a folder, or a right in the storage account. */
  readonly check: string;
  readonly ok: boolean;
  /** What was found, and what to do where it is not well. */
  readonly message: string;
}

export interface CheckParts {
  readonly containerClient: ContainerClient;
  readonly queueClient?: Pick<QueueClient, 'sendMessage'>;
  readonly fs?: LogFileSystem;
}

/**
 * Tries all that the agent will need, without leaving anything behind: reads each folder and its newest files, and
 * sends the storage account requests that fail on a condition only after the right to make them was looked at.
 */
export async function checkAgent(settings: AgentSettings, parts: CheckParts): Promise<CheckResult[]> {
  const fs = parts.fs ?? (nodeFs as LogFileSystem);
  const results: CheckResult[] = [];
  for (const folder of settings.folders) results.push(await checkFolder(fs, folder));
  const [computer] = settings.folders.map((folder) => folder.computer);
  const probe = parts.containerClient.getAppendBlobClient(`${computer}/agent-check`);
  let blobName: string | undefined;
  results.push(
    await attempt('read and list blobs', async () => {
      const pages = parts.containerClient
        .listBlobsFlat({ prefix: `${computer}/` })
        .byPage({ maxPageSize: 1 });
      blobName = (await pages.next()).value?.segment.blobItems[0]?.name;
    }),
    await attempt('create blobs', async () => {
      // The blob is not there, so no ETag can match: 412 for those who may create it, 403 for those who may not.
      await expectError(['ConditionNotMet', 'BlobNotFound'], () =>
        probe.create({ conditions: { ifMatch: '"0x0"' } }),
      );
    }),
    await attempt('append to blobs', async () => {
      await expectError(['BlobNotFound', 'AppendPositionConditionNotMet', 'ConditionNotMet'], () =>
        probe.appendBlock('x', 1, { conditions: { appendPosition: 1 } }),
      );
    }),
  );
  results.push(await checkQueue(parts.queueClient, blobName));
  return results;
}

async function checkFolder(fs: LogFileSystem, folder: AgentFolder): Promise<CheckResult> {
  const check = `folder ${folder.path}`;
  let path = folder.path;
  try {
    const files = await scanFolder(fs, folder);
    if (files.length === 0) {
      return {
        check,
        ok: false,
        message: `${path}: no message tracking file (MSGTRK*.LOG). Get-TransportService | fl MessageTrackingLogPath tells the right folder.`,
      };
    }
    for (const file of planRound(files).newest) {
      path = file.path;
      await readPiece(fs, path, 0, 2);
    }
    return {
      check,
      ok: true,
      message: `${files.length} message tracking files of ${folder.computer}; the newest can be read.`,
    };
  } catch (error) {
    const problem = fileProblem(path, error);
    return { check, ok: false, message: `${problem.message} ${problem.advice}` };
  }
}

/** A nudge is the only request that tells the right to send; a superfluous one does nothing. */
async function checkQueue(
  queue: Pick<QueueClient, 'sendMessage'> | undefined,
  blobName: string | undefined,
): Promise<CheckResult> {
  const check = 'send nudges';
  if (queue === undefined) {
    return {
      check,
      ok: true,
      message: 'No queueServiceUri: new data is found by Event Grid or by the sweep.',
    };
  }
  if (blobName === undefined) {
    return { check, ok: true, message: 'Not tried: nothing is shipped yet that a nudge could be sent for.' };
  }
  return attempt(check, async () => void (await queue.sendMessage(nudgeMessage(blobName))));
}

async function attempt(check: string, work: () => Promise<void>): Promise<CheckResult> {
  try {
    await work();
    return { check, ok: true, message: 'The storage account allows it.' };
  } catch (error) {
    const problem = storageProblem(error);
    return { check, ok: false, message: `${problem.message}. ${problem.advice}` };
  }
}

async function expectError(codes: readonly string[], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof RestError && codes.includes(error.code ?? '')) return;
    throw error;
  }
}
