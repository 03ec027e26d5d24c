import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from './stream-rows.ts';

/**
 * The rows of one table that no finished segment holds yet: NDJSON files that only ever grow, one line a row. Rows are
 * numbered by their position from the table's first row on; a file is named after the position of its first row. A line
 * with a number is the time at which the rows behind it were received, in milliseconds since 1970; it has no position.
 */
export interface Journal {
  /**
   * Resolves once the rows are on disk and handed over. Rejects without having stored all of them where the disk fails.
   * @param received when the rows came
   */
  append(rows: readonly Row[], received: Date): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Rows before this position are held elsewhere and passed over. */
  readonly from: number;
  /**
   * Gets every row once it is on disk, in order: at the opening those of earlier runs, then those that are appended.
   * @param position of the first of the rows
   * @param received when the rows came; undefined where the file does not tell
   * @returns the position before which rows are held elsewhere from now on: files that are done with are removed
   */
  readonly stored: (rows: Row[], position: number, received: Date | undefined) => number;
}

interface Waiting {
  readonly rows: readonly Row[];
  readonly received: Date;
  resolve(): void;
  reject(error: unknown): void;
}

/** A new file is begun behind this many bytes. */
const fileBytes = 64 * 1024 * 1024;
const rowsPerBatch = 2000;
const fileName = /^(\d{12})\.ndjson$/;
const timeLine = /^\d+$/;

/**
 * Opens the journal in a folder, made where it is missing. Every process begins a file of its own, so that a
 * line torn by a kill is always the last of its file.
 * @returns the journal, and how many damaged lines were passed over (torn ones hold rows that were never acknowledged)
 */
export async function openJournal(
  folder: string,
  options: JournalOptions,
): Promise<{ readonly journal: Journal; readonly torn: number }> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  const starts = names.map((name) => Number(name.slice(0, 12)));
  let torn = 0;
  let end = starts.at(-1) ?? 0;
  for (const [i, name] of names.entries()) {
    // Lines behind the next file's first position were never acknowledged: their writing failed in the middle.
    const range = { start: starts[i]!, end: starts[i + 1] ?? Number.POSITIVE_INFINITY };
    const read = await readFile(join(folder, name), range, options);
    torn += read.torn;
    end = read.end;
  }
  return { journal: writer(folder, starts, Math.max(end, options.from), options), torn };
}

/** Hands over the rows of one file that are wanted. */
async function readFile(
  file: string,
  range: { readonly start: number; readonly end: number },
  { from, stored }: JournalOptions,
): Promise<{ torn: number; end: number }> {
  let torn = 0;
  let position = range.start;
  let batch: Row[] = [];
  let received: Date | undefined;
  const hand = () => {
    if (batch.length > 0) stored(batch, position - batch.length, received);
    batch = [];
  };
  const take = (line: string) => {
    if (position >= range.end) return;
    if (timeLine.test(line)) {
      hand();
      received = new Date(Number(line));
      return;
    }
    if (position >= from) {
      try {
        batch.push(JSON.parse(line) as Row);
      } catch {
        hand();
        torn++;
      }
    }
    position++;
    if (batch.length >= rowsPerBatch) hand();
  };
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(10);
    if (end === -1) {
      rest.push(chunk);
      continue;
    }
    const text = Buffer.concat([...rest, chunk.subarray(0, end)]).toString();
    rest = [Buffer.from(chunk.subarray(end + 1))];
    for (const line of text.split('\n')) take(line);
  }
  if (rest.some(({ length }) => length > 0)) torn++;
  hand();
  return { torn, end: position };
}

/** Requests that arrive while the disk is busy share the next write and the next flush. */
function writer(
  folder: string,
  starts: number[],
  firstPosition: number,
  { from, stored }: JournalOptions,
): Journal {
  let position = firstPosition;
  let held = from;
  let file: FileHandle | undefined;
  let size = 0;
  /** The last time that the file has, as it is written there. */
  let lastTime: string | undefined;
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  const drain = async () => {
    await release();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        file ??= await begin();
        const bytes = group.map((asked) => Buffer.from(lines(asked)));
        await writeAll(file, bytes);
        await file.datasync();
        size += bytes.reduce((sum, { length }) => sum + length, 0);
      } catch (error) {
        await end().catch(() => undefined); // What was half written stays the end of its file.
        for (const { reject } of group) reject(error);
        continue;
      }
      let safe = held;
      for (const { rows, received, resolve, reject } of group) {
        const start = position;
        position += rows.length;
        try {
          safe = stored([...rows], start, received);
          resolve();
        } catch (error) {
          reject(error);
        }
      }
      try {
        // A file ends where rows got another place, so that it can go as soon as its last row has.
        if (size >= fileBytes || safe > held) await end();
        if (safe > held) {
          held = safe;
          await release();
        }
      } catch {
        // Files that could not be removed are passed over at the next opening, and removed then.
      }
    }
    running = undefined;
  };
  const lines = ({ rows, received }: Waiting) => {
    const time = String(received.getTime());
    const head = time === lastTime ? '' : `${time}\n`;
    lastTime = time;
    return head + rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  };
  /** Removes files all of whose rows are held elsewhere; the one that is being written stays. */
  const release = async () => {
    while (
      starts.length > 0 &&
      (starts[1] ?? position) <= held &&
      !(starts.length === 1 && file !== undefined)
    ) {
      await rm(pathOf(starts[0]!), { force: true });
      starts.shift();
    }
  };
  const pathOf = (start: number) => join(folder, `${String(start).padStart(12, '0')}.ndjson`);
  const begin = async () => {
    // A file of this name can only have lines that were never acknowledged.
    const begun = await open(pathOf(position), 'w');
    if (starts.at(-1) !== position) starts.push(position);
    size = 0;
    lastTime = undefined;
    await syncFolder(folder);
    return begun;
  };
  const end = async () => {
    const ended = file;
    file = undefined;
    await ended?.close();
  };
  return {
    append(rows, received) {
      return new Promise((resolve, reject) => {
        waiting.push({ rows, received, resolve, reject });
        running ??= drain();
      });
    },
    async close() {
      await running;
      await end();
    },
  };
}

/** Makes a new name in a folder lasting; Windows neither needs nor allows it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(file: FileHandle, buffers: readonly Buffer[]): Promise<void> {
  const bytes = buffers.length === 1 ? buffers[0]! : Buffer.concat(buffers);
  for (let offset = 0; offset < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset);
    offset += bytesWritten;
  }
}
