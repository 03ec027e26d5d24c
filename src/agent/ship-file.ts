import { detectEncoding } from '../exchange/encoding.ts';
import { appendInterval } from './append-cadence.ts';
import type { Bandwidth } from './bandwidth.ts';
import { fileProblem } from './file-problem.ts';
import { fingerprint, fingerprintLength, headLength, tailLength } from './fingerprint.ts';
import type { LogFile } from './folder-scan.ts';
import { cutWholeLines } from './line-cut.ts';
import { type LogBlob, type LogBlobStore, newLogBlob } from './log-blob-store.ts';
import type { Notices } from './notices.ts';
import { type FilePiece, type FileStamp, type LogFileSystem, readPiece } from './read-piece.ts';

/** The largest block: accepted by every version of the service (Append Block, before 2022-11-02). */
export const maximumBlock = 4 * 1024 * 1024;

/** A file that is no longer the newest counts as finished once nothing was written to it for so long. */
export const quietMilliseconds = 60_000;

/** A file with what the agent remembers of it. Nothing of it has to survive a restart. */
export interface TrackedFile extends LogFile {
  blob?: LogBlob;
  stamp?: FileStamp;
  /** When the stamp was seen to change. */
  changedAt: number;
  appendedAt: number;
  /** Bytes of text seen but held back. */
  held: number;
  /** Shipped whole when last looked at; an unchanged stamp then says that there is nothing to do. */
  settled: boolean;
}

/** `more`: a block went and more is there. `caught-up`: all there was went. `idle`: nothing went. */
export type Shipped = 'more' | 'caught-up' | 'idle';

export interface ShipContext {
  readonly fs: LogFileSystem;
  readonly store: LogBlobStore;
  readonly bandwidth: Bandwidth;
  readonly notices: Notices;
  readonly clock: () => number;
  readonly log: (line: string) => void;
  readonly onAppend: (file: TrackedFile, blobName: string, bytes: number) => void;
  /** Size of a block in the usual case, even; smaller than `maximumBlock` where the bandwidth is limited. */
  readonly blockSize: number;
  readonly signal?: AbortSignal;
}

/** Conflicts in a row, each of them progress of another agent, before the file is left for the next round. */
const maximumConflicts = 20;

/**
 * Ships at most one block of a file. The blob's length is the only bookmark: every append names the position it is
 * meant for, so that a repeated, late or competing append changes nothing.
 * Trouble with the file is told to `notices`; trouble with the storage rejects.
 */
export async function shipBlock(file: TrackedFile, newest: boolean, context: ShipContext): Promise<Shipped> {
  for (let conflict = 0; conflict < maximumConflicts; conflict++) {
    const outcome = await tryBlock(file, newest, context);
    if (outcome !== 'conflict') return outcome;
  }
  return 'idle';
}

async function tryBlock(
  file: TrackedFile,
  newest: boolean,
  context: ShipContext,
): Promise<Shipped | 'conflict'> {
  const { store, notices } = context;
  const blob = file.blob ?? (await findBlob(file, context));
  if (blob === undefined) return 'idle';
  file.blob = blob;
  let piece = await look(file, blob, context.blockSize, context);
  if (piece === undefined || piece.stamp.size === 0) return 'idle';
  if (!(await matches(blob, piece, store, false))) {
    file.blob = await otherGeneration(file, context);
    return file.blob === undefined ? 'idle' : 'conflict';
  }
  if (piece.stamp.size < blob.length) {
    notices.trouble(
      `short ${file.path}`,
      `${file.path} is shorter than what was shipped of it; waiting for it to grow.`,
    );
    return 'idle';
  }
  notices.forget(`short ${file.path}`);

  const finished = !newest && isQuiet(file, piece.stamp, context.clock());
  let cut = cutPiece(piece, blob, finished);
  if (cut.length === 0 && piece.data.length === context.blockSize && context.blockSize < maximumBlock) {
    // One line longer than a small block: look at as much as the largest block holds.
    piece = await look(file, blob, maximumBlock, context);
    if (piece === undefined) return 'idle';
    cut = cutPiece(piece, blob, finished);
  }
  file.held = cut.held;
  file.settled = cut.length === 0 && cut.held === 0;
  if (cut.length === 0) return 'idle';
  const sinceAppend = context.clock() - file.appendedAt;
  if (piece.data.length < maximumBlock && sinceAppend < appendInterval(blob.blocks)) return 'idle';
  if (!blob.appendable) {
    context.log(`${blob.name} was uploaded whole by another program; ${file.path} goes on in a new blob.`);
    file.blob = newLogBlob(file.blobName, blob.generation + 1);
    return 'conflict';
  }
  return append(file, blob, piece, cut.length, context);
}

async function append(
  file: TrackedFile,
  blob: LogBlob,
  piece: FilePiece,
  length: number,
  context: ShipContext,
): Promise<Shipped | 'conflict'> {
  const { store } = context;
  const data = piece.data.subarray(0, length);
  const head = piece.head.subarray(0, Math.min(headLength, blob.length + length));
  if (!blob.exists) {
    if ((await store.create(blob, { filepath: encodeURIComponent(file.path) })) === 'exists') {
      file.blob = undefined;
      return 'conflict';
    }
    blob.exists = true;
    context.log(`${file.path} goes to ${blob.name}.`);
  }
  await context.bandwidth.take(length, context.signal);
  if (context.signal?.aborted) return 'idle';
  const result = await store.append(blob, data);
  if (result === 'moved' || result === 'gone') {
    if (result === 'gone')
      context.log(`${blob.name} was deleted from the storage account; ${file.path} is shipped again.`);
    file.blob = undefined;
    return 'conflict';
  }
  const before = Buffer.concat([piece.before, data.subarray(-tailLength)]);
  blob.tail = Buffer.from(before.subarray(-tailLength));
  blob.length += length;
  blob.blocks = result.blocks;
  blob.fingerprint = fingerprint(head);
  file.appendedAt = context.clock();
  context.onAppend(file, blob.name, length);
  if (blob.storedHead < head.length) {
    await store.setMetadata(blob, { filepath: encodeURIComponent(file.path), fingerprint: blob.fingerprint });
    blob.storedHead = head.length;
  }
  return piece.stamp.size - blob.length > file.held ? 'more' : 'caught-up';
}

/** Reads a piece at the blob's end; trouble with the file is told, and is no reason to stop. */
async function look(
  file: TrackedFile,
  blob: LogBlob,
  maximum: number,
  context: ShipContext,
): Promise<FilePiece | undefined> {
  try {
    const piece = await readPiece(context.fs, file.path, blob.length, maximum);
    context.notices.well(`file ${file.path}`, `${file.path} can be read again.`);
    if (piece !== undefined) noteStamp(file, piece.stamp, context.clock());
    return piece;
  } catch (error) {
    const problem = fileProblem(file.path, error);
    file.settled = false;
    if (problem.code !== 'ENOENT')
      context.notices.trouble(`file ${file.path}`, `${problem.message} ${problem.advice}`);
    return undefined;
  }
}

/** Remembers size and times, and when they changed. */
function noteStamp(file: TrackedFile, stamp: FileStamp, now: number): void {
  if (file.stamp === undefined || !sameStamp(file.stamp, stamp)) file.changedAt = now;
  file.stamp = stamp;
}

/** Whether two looks saw the same file in the same state. */
export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.birthtimeMs === b.birthtimeMs && a.ino === b.ino;
}

/** By the time of the file, or by our own watch where the clock of a file server is ahead. */
function isQuiet(file: TrackedFile, stamp: FileStamp, now: number): boolean {
  return now - stamp.mtimeMs >= quietMilliseconds || now - file.changedAt >= quietMilliseconds;
}

function cutPiece(piece: FilePiece, blob: LogBlob, finished: boolean): ReturnType<typeof cutWholeLines> {
  return cutWholeLines(piece.data, {
    encoding: detectEncoding(piece.head.subarray(0, 4)),
    finished,
    atEnd: blob.length + piece.data.length === piece.stamp.size,
    full: piece.data.length === maximumBlock,
  });
}

/** The blob that the file went to so far, or a new one. */
async function findBlob(file: TrackedFile, context: ShipContext): Promise<LogBlob | undefined> {
  const generations = await generationsOf(file, context);
  const latest = generations.at(-1);
  if (latest === undefined) return newLogBlob(file.blobName, 1);
  // An empty later generation is what a crash just behind its making leaves: see which one the file belongs to.
  return latest.length === 0 && generations.length > 1
    ? chooseGeneration(file, generations, context)
    : latest;
}

/** The file is not what its blob holds: the generation that it does belong to, or a new one. */
async function otherGeneration(file: TrackedFile, context: ShipContext): Promise<LogBlob | undefined> {
  return chooseGeneration(file, await generationsOf(file, context), context);
}

async function chooseGeneration(
  file: TrackedFile,
  generations: readonly LogBlob[],
  context: ShipContext,
): Promise<LogBlob | undefined> {
  for (const blob of generations.filter((candidate) => candidate.length > 0).reverse()) {
    const piece = await look(file, blob, 0, context);
    if (piece === undefined || piece.stamp.size === 0) return undefined;
    if (await matches(blob, piece, context.store, true)) return blob;
  }
  const empty = generations.findLast((candidate) => candidate.length === 0 && candidate.appendable);
  if (empty !== undefined) return empty;
  const blob = newLogBlob(file.blobName, (generations.at(-1)?.generation ?? 0) + 1);
  if (blob.generation > 1)
    context.log(`${file.path} was replaced by another file of that name; it goes to ${blob.name}.`);
  return blob;
}

async function generationsOf(file: TrackedFile, context: ShipContext): Promise<LogBlob[]> {
  return (await context.store.find(file.blobName, new Set([file.blobName]))).get(file.blobName) ?? [];
}

/**
 * Whether the file begins with what the blob holds, as far as both go: by the fingerprint of the beginning, and by the
 * bytes before the end of the shorter one. `thorough` compares these also where nothing is to be appended.
 */
async function matches(
  blob: LogBlob,
  piece: FilePiece,
  store: LogBlobStore,
  thorough: boolean,
): Promise<boolean> {
  if (blob.length === 0) return true;
  const covered = Math.min(headLength, blob.length);
  if (piece.head.length < covered) return piece.head.equals(await store.read(blob, 0, piece.head.length));
  if (fingerprintLength(blob.fingerprint) !== covered) {
    blob.fingerprint = fingerprint(await store.read(blob, 0, covered));
  }
  if (fingerprint(piece.head.subarray(0, covered)) !== blob.fingerprint) return false;
  const end = Math.min(blob.length, piece.stamp.size);
  if (end < blob.length)
    return piece.before.equals(await store.read(blob, end - piece.before.length, piece.before.length));
  if (blob.tail === undefined && piece.data.length === 0 && !thorough) return true;
  blob.tail ??= await store.read(blob, end - piece.before.length, piece.before.length);
  return piece.before.equals(blob.tail);
}
