import type { ContainerClient } from '@azure/storage-blob';
import { statusOf } from '../storage/storage-error.ts';

/** What the last sweep knew of one blob that was behind. */
export interface SweepEntry {
  /** When it was queued, milliseconds since 1970. */
  readonly queuedAt: number;
  /** ETag of its checkpoint then: another one shows that the message was dealt with. */
  readonly checkpoint: string;
  /** ETag of the log blob when it was last forwarded whole. */
  readonly complete: string;
  /** Since when it has been behind, milliseconds since 1970. */
  readonly since: number;
}

/** By the name of the log blob; only of blobs that are behind. */
export type SweepMemory = Readonly<Record<string, SweepEntry>>;

const name = 'sweep.json';

/** Reads what the last sweep left. Anything unreadable counts as nothing: blobs are then queued once more. */
export async function readSweepMemory(state: ContainerClient): Promise<SweepMemory> {
  try {
    const bytes = await state.getBlockBlobClient(name).downloadToBuffer();
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as SweepMemory) : {};
  } catch (error) {
    if (statusOf(error) === 404 || error instanceof SyntaxError) return {};
    throw error;
  }
}

export async function writeSweepMemory(state: ContainerClient, memory: SweepMemory): Promise<void> {
  const text = JSON.stringify(memory);
  await state.getBlockBlobClient(name).upload(text, Buffer.byteLength(text));
}

/** When the last sweep ended; undefined where there was none. */
export async function sweptAt(state: ContainerClient, signal?: AbortSignal): Promise<Date | undefined> {
  try {
    const options = signal ? { abortSignal: signal } : {};
    return (await state.getBlobClient(name).getProperties(options)).lastModified;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
