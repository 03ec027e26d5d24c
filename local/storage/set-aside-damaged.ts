import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type ServiceFiles, serviceFiles } from './storage-files.ts';

interface Collection {
  readonly name: string;
  readonly data: readonly Record<string, unknown>[];
}

/** Azurite's name for ranges that hold zeros only; no file belongs to it. */
const zeroExtent = '*ZERO*';

/**
 * Looks whether Azurite's files fit together, and moves those of a service away where they do not.
 *
 * Azurite keeps what it knows in memory. Every 5 s it writes two files a service (metadata and list of
 * extents), each to a temporary name first; content is appended to extents at once. A kill therefore takes
 * back up to 5 s of changes: blobs are as long as they were, acknowledged messages are gone or back. The
 * agent goes on from the blob's length and the sweep finds blobs without a message, so nothing is lost by
 * that. What does damage is a kill between the two renames, where a new extent is in the one file and not in
 * the other: reading such a blob or message fails for ever. That is found here.
 *
 * @param stamp marks the folder that takes damaged files, such as a time
 * @returns what was wrong and where the files went, one text a service
 */
export function setAsideDamaged(folder: string, stamp: string): string[] {
  const reports: string[] = [];
  for (const service of ['blob', 'queue'] as const) {
    const files = serviceFiles(folder, service);
    const damage = findDamage(files);
    if (damage === undefined) continue;
    const aside = join(folder, `damaged-${stamp}`);
    mkdirSync(aside, { recursive: true });
    for (const path of Object.values(files)) {
      if (existsSync(path)) renameSync(path, join(aside, basename(path)));
    }
    reports.push(
      `The ${service} storage was damaged by a kill (${damage}). It was moved to ${aside}; an empty one takes its place.`,
    );
  }
  return reports;
}

function findDamage(files: ServiceFiles): string | undefined {
  if (!existsSync(files.metadata)) return existsSync(files.extents) ? 'the metadata is missing' : undefined;
  if (!existsSync(files.extents)) return 'the list of extents is missing';
  const metadata = readCollections(files.metadata);
  const extents = readCollections(files.extents);
  if (metadata === undefined || extents === undefined) return 'a metadata file cannot be read';
  const known = new Set(extents.flatMap(({ data }) => data.map(({ id }) => id)));
  const sizes = new Map<string, number>();
  for (const piece of pieces(metadata)) {
    if (!known.has(piece.id)) return 'content lies in an extent that is not listed';
    let size = sizes.get(piece.id);
    if (size === undefined) {
      size = statSync(join(files.content, piece.id), { throwIfNoEntry: false })?.size ?? -1;
      sizes.set(piece.id, size);
    }
    if (size < piece.offset + piece.count) return 'content is missing';
  }
  return undefined;
}

function readCollections(file: string): readonly Collection[] | undefined {
  try {
    const { collections } = JSON.parse(readFileSync(file, 'utf8')) as { collections?: unknown };
    return Array.isArray(collections) ? (collections as Collection[]) : undefined;
  } catch {
    return undefined;
  }
}

interface Piece {
  readonly id: string;
  readonly offset: number;
  readonly count: number;
}

/** Every piece of content that blobs, blocks or messages refer to, wherever it stands in their documents. */
function* pieces(collections: readonly Collection[]): Generator<Piece> {
  const open: unknown[] = collections.flatMap(({ data }) => data);
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const { id, offset, count } = value as Partial<Piece>;
    if (typeof id === 'string' && typeof offset === 'number' && typeof count === 'number') {
      if (count > 0 && id !== zeroExtent) yield { id, offset, count };
    } else {
      for (const part of Object.values(value)) if (typeof part === 'object') open.push(part);
    }
  }
}
