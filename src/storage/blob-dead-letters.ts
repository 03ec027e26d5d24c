import type { ContainerClient } from '@azure/storage-blob';
import { MailflowError } from '../error.ts';
import type { DeadLetter, DeadLetterSink } from '../ingestion/dead-letter.ts';
import { statusOf, storageCodeOf } from './storage-error.ts';

/** Largest block to append, in bytes. The limit of all API versions before 2022-11-02; a longer letter goes alone. */
const maxBlockBytes = 4 * 1024 * 1024;
/** Blobs to try before giving up: each takes 50,000 blocks. */
const maxParts = 1000;

/**
 * Keeps dead letters as NDJSON in append blobs named `<day>/<computer>/<file>.ndjson`. Any number of instances may
 * write at once: an append is whole or not at all. After 50,000 blocks a blob is full; the next one is `.2.ndjson`.
 */
export class BlobDeadLetters implements DeadLetterSink {
  readonly #container: ContainerClient;
  /** The part last written to, by blob name without ending. */
  readonly #parts = new Map<string, number>();

  constructor(container: ContainerClient) {
    this.#container = container;
  }

  async write(letters: readonly DeadLetter[]): Promise<void> {
    const byStem = Map.groupBy(letters, deadLetterStem);
    for (const [stem, group] of byStem) {
      for (const block of blocksOf(group)) await this.#append(stem, block);
    }
  }

  async #append(stem: string, block: Buffer): Promise<void> {
    for (let part = this.#parts.get(stem) ?? 1; part <= maxParts; part++) {
      const blob = this.#container.getAppendBlobClient(`${stem}${part === 1 ? '' : `.${part}`}.ndjson`);
      for (let attempt = 1; ; attempt++) {
        try {
          await blob.appendBlock(block, block.length);
          this.#remember(stem, part);
          return;
        } catch (error) {
          if (statusOf(error) === 404 && attempt <= 3) {
            await blob.createIfNotExists({ blobHTTPHeaders: { blobContentType: 'application/x-ndjson' } });
            continue;
          }
          if (storageCodeOf(error) === 'BlockCountExceedsLimit') break;
          throw error;
        }
      }
    }
    throw new MailflowError('dead-letters-full', `${maxParts} dead letter blobs of ${stem} are full.`, {
      advice: 'Look at the dead letters: something sends what can never be read. Then remove or replay them.',
    });
  }

  /** Bounded, since the process may live for months. */
  #remember(stem: string, part: number): void {
    if (part === 1) return;
    if (this.#parts.size > 1000) this.#parts.clear();
    this.#parts.set(stem, part);
  }
}

/** Name of the blob for a letter, without its ending: what one looks for first is day, server and file. */
function deadLetterStem(letter: DeadLetter): string {
  const file = letter.file.replaceAll('\\', '/').split('/').filter(Boolean).at(-1) ?? 'unknown';
  const safe = (text: string): string => text.replace(/[^\w.~-]+/g, '_').slice(0, 120) || 'unknown';
  return `${letter.time.slice(0, 10)}/${safe(letter.Computer ?? 'unknown')}/${safe(file)}`;
}

function* blocksOf(letters: readonly DeadLetter[]): Generator<Buffer> {
  let lines: Buffer[] = [];
  let bytes = 0;
  for (const letter of letters) {
    const line = Buffer.from(`${JSON.stringify(letter)}\n`);
    if (bytes > 0 && bytes + line.length > maxBlockBytes) {
      yield Buffer.concat(lines);
      lines = [];
      bytes = 0;
    }
    lines.push(line);
    bytes += line.length;
  }
  if (bytes > 0) yield Buffer.concat(lines);
}
