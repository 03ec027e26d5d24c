import { type ContainerClient, RestError } from '@azure/storage-blob';
import { fingerprintLength } from './fingerprint.ts';
import { generationName, generationOf } from './log-blob-name.ts';

/** What the agent knows of one blob, that is of one generation of a log file. */
export interface LogBlob {
  readonly name: string;
  readonly generation: number;
  exists: boolean;
  /** False for a blob that somebody uploaded whole: it is a bookmark, nothing can be appended. */
  readonly appendable: boolean;
  /** Bytes shipped: the bookmark in the file. */
  length: number;
  /** Fingerprint of the blob's beginning, as far as known. */
  fingerprint?: string;
  /** How many bytes the fingerprint in the metadata covers. */
  storedHead: number;
  /** Last bytes of the blob, once they were needed. */
  tail?: Buffer;
  /** Committed blocks; 0 while unknown. */
  blocks: number;
}

/** The storage calls of the agent. All are safe to repeat and safe beside a second agent. */
export interface LogBlobStore {
  /** All generations of the given blobs, oldest first; an empty list where there is none yet. */
  find(prefix: string, blobNames: ReadonlySet<string>): Promise<Map<string, LogBlob[]>>;
  /** Makes an empty append blob. `exists`: another agent was first. */
  create(blob: LogBlob, metadata: Record<string, string>): Promise<'created' | 'exists'>;
  /** Appends at `blob.length` or not at all. `moved`: the blob is longer by now. `gone`: somebody deleted it. */
  append(blob: LogBlob, data: Buffer): Promise<{ blocks: number } | 'moved' | 'gone'>;
  read(blob: LogBlob, offset: number, length: number): Promise<Buffer>;
  setMetadata(blob: LogBlob, metadata: Record<string, string>): Promise<void>;
  /** Ends the call under way and all later ones, so that a stop does not wait for a dead network. */
  abort(): void;
}

/** A call that takes longer is ended and tried again: 4 MiB over a line of 0.3 Mbit/s. */
const callMilliseconds = 120_000;

/** A blob that is not there yet. */
export function newLogBlob(base: string, generation: number): LogBlob {
  const name = generationName(base, generation);
  return { name, generation, exists: false, appendable: true, length: 0, storedHead: 0, blocks: 0 };
}

export function createLogBlobStore(container: ContainerClient): LogBlobStore {
  const controllers = new Set<AbortController>();
  let aborted = false;

  async function call<T>(work: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    if (aborted) controller.abort();
    const timer = setTimeout(() => controller.abort(), callMilliseconds);
    controllers.add(controller);
    try {
      return await work(controller.signal);
    } finally {
      clearTimeout(timer);
      controllers.delete(controller);
    }
  }

  return {
    find(prefix, blobNames) {
      return call(async (abortSignal) => {
        const found = new Map<string, LogBlob[]>([...blobNames].map((name) => [name, []]));
        for await (const item of container.listBlobsFlat({ prefix, includeMetadata: true, abortSignal })) {
          const base = item.name.replace(/~\d+$/, '');
          const generation = generationOf(base, item.name);
          const generations = found.get(base);
          if (generations === undefined || generation === undefined) continue;
          const mark = item.metadata?.fingerprint;
          generations.push({
            name: item.name,
            generation,
            exists: true,
            appendable: item.properties.blobType === 'AppendBlob',
            length: item.properties.contentLength ?? 0,
            fingerprint: mark,
            storedHead: fingerprintLength(mark),
            blocks: 0,
          });
        }
        for (const generations of found.values()) generations.sort((a, b) => a.generation - b.generation);
        return found;
      });
    },

    async create(blob, metadata) {
      try {
        await call((abortSignal) =>
          container.getAppendBlobClient(blob.name).create({
            metadata,
            blobHTTPHeaders: { blobContentType: 'text/plain' },
            conditions: { ifNoneMatch: '*' },
            abortSignal,
          }),
        );
        return 'created';
      } catch (error) {
        if (errorCode(error) === 'BlobAlreadyExists') return 'exists';
        throw error;
      }
    },

    async append(blob, data) {
      try {
        const answer = await call((abortSignal) =>
          container.getAppendBlobClient(blob.name).appendBlock(data, data.length, {
            conditions: { appendPosition: blob.length },
            abortSignal,
          }),
        );
        return { blocks: answer.blobCommittedBlockCount ?? blob.blocks + 1 };
      } catch (error) {
        const code = errorCode(error);
        // A block that was stored although its answer was lost shows up here too: the length is read again.
        if (code === 'AppendPositionConditionNotMet') return 'moved';
        if (code === 'BlobNotFound') return 'gone';
        throw error;
      }
    },

    read(blob, offset, length) {
      if (length === 0) return Promise.resolve(Buffer.alloc(0));
      return call((abortSignal) =>
        container.getBlobClient(blob.name).downloadToBuffer(offset, length, { abortSignal }),
      );
    },

    async setMetadata(blob, metadata) {
      await call((abortSignal) => container.getBlobClient(blob.name).setMetadata(metadata, { abortSignal }));
    },

    abort() {
      aborted = true;
      for (const controller of controllers) controller.abort();
    },
  };
}

function errorCode(error: unknown): string | undefined {
  return error instanceof RestError ? error.code : undefined;
}
