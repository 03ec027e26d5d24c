import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from './stream-rows.ts';

/** The stored rows of one table: NDJSON files that only ever grow, one line a row. */
export interface Journal {
  /** Resolves once the rows are on disk. Rejects without having stored all of them where the disk fails. */
  append(rows: readonly Row[]): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly bytes: Buffer;
  resolve(): void;
  reject(error: unknown): void;
}

/** A new file is begun behind this many bytes. */
const segmentBytes = 64 * 1024 * 1024;
const rowsPerBatch = 2000;
const segmentName = /^(\d{8})\.ndjson$/;

/**
 * Opens the journal in a folder, made where it is missing. Every process begins a file of its own, so that a
 * line torn by a kill is always the last of its file.
 * @param load gets all rows stored so far, in order, in batches
 * @returns the journal, and how many torn lines were passed over (rows that were never acknowledged)
 */
export async function openJournal(
  folder: string,
  load: (rows: Row[]) => void,
): Promise<{ readonly journal: Journal; readonly torn: number }> {
  await mkdir(folder, { recursive: true });
  const numbers = (await readdir(folder)).flatMap((name) => segmentName.exec(name)?.[1] ?? []).sort();
  let torn = 0;
  for (const number of numbers) torn += await readSegment(join(folder, `${number}.ndjson`), load);
  const last = numbers.at(-1);
  return { journal: writer(folder, last === undefined ? 1 : Number(last) + 1), torn };
}

async function readSegment(file: string, load: (rows: Row[]) => void): Promise<number> {
  let torn = 0;
  let batch: Row[] = [];
  let rest = Buffer.alloc(0);
  const take = (line: string) => {
    try {
      batch.push(JSON.parse(line) as Row);
    } catch {
      torn++;
    }
    if (batch.length >= rowsPerBatch) {
      load(batch);
      batch = [];
    }
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(10);
    if (end === -1) {
      rest = Buffer.concat([rest, chunk]);
      continue;
    }
    const text = Buffer.concat([rest, chunk.subarray(0, end)]).toString();
    rest = Buffer.from(chunk.subarray(end + 1));
    for (const line of text.split('\n')) take(line);
  }
  if (rest.length > 0) torn++;
  if (batch.length > 0) load(batch);
  return torn;
}

/** Requests that arrive while the disk is busy share the next write and the next flush. */
function writer(folder: string, firstNumber: number): Journal {
  let number = firstNumber;
  let file: FileHandle | undefined;
  let size = 0;
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  const drain = async () => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        if (file === undefined) {
          file = await open(join(folder, `${String(number).padStart(8, '0')}.ndjson`), 'ax');
          size = 0;
          number++;
        }
        await writeAll(
          file,
          group.map(({ bytes }) => bytes),
        );
        await file.datasync();
        size += group.reduce((sum, { bytes }) => sum + bytes.length, 0);
        for (const { resolve } of group) resolve();
        if (size >= segmentBytes) await end();
      } catch (error) {
        await end().catch(() => undefined); // What was half written stays the end of its file.
        for (const { reject } of group) reject(error);
      }
    }
    running = undefined;
  };
  const end = async () => {
    const ended = file;
    file = undefined;
    await ended?.close();
  };
  return {
    append(rows) {
      const bytes = Buffer.from(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
      return new Promise((resolve, reject) => {
        waiting.push({ bytes, resolve, reject });
        running ??= drain();
      });
    },
    async close() {
      await running;
      await end();
    },
  };
}

async function writeAll(file: FileHandle, buffers: readonly Buffer[]): Promise<void> {
  const bytes = buffers.length === 1 ? buffers[0]! : Buffer.concat(buffers);
  for (let offset = 0; offset < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset);
    offset += bytesWritten;
  }
}
