import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { logHeader, logLine } from './log-line.ts';
import type { SampleRecord } from './message.ts';

/** Exchange begins the next file of the hour at this size in bytes (MessageTrackingLogMaxFileSize). */
const ROLL_AT = 10 * 1024 * 1024;

interface OpenFile {
  readonly hour: string;
  readonly counter: number;
  readonly descriptor: number;
  size: number;
  /** Bytes of a line that an earlier run left unfinished. */
  unfinished: Buffer;
}

/**
 * The log files of all servers under a folder: `SERVER/MessageTracking/PREFIXyyyymmddhh-n.LOG`, a new one each hour (UTC)
 * and at 10 MB. Existing files are continued. Each record is on disk when `append` returns, so that an end at any moment
 * leaves the files of all servers up to the same record.
 */
export class LogFiles {
  readonly #dir: string;
  readonly #rollAt: number;
  readonly #open = new Map<string, OpenFile>();

  constructor(dir: string, options: { rollAt?: number } = {}) {
    this.#dir = dir;
    this.#rollAt = options.rollAt ?? ROLL_AT;
  }

  append(record: SampleRecord): void {
    const [file, bytes] = this.#prepare(record);
    write(file, bytes);
  }

  /** Writes only the first `share` (0 to 1) of the line; the function given back writes the rest of it. */
  appendHalf(record: SampleRecord, share: number): () => void {
    const [file, bytes] = this.#prepare(record);
    const cut = Math.max(1, Math.floor(bytes.length * share));
    write(file, bytes.subarray(0, cut));
    return () => write(file, bytes.subarray(cut));
  }

  close(): void {
    for (const file of this.#open.values()) closeSync(file.descriptor);
    this.#open.clear();
  }

  #prepare(record: SampleRecord): [OpenFile, Buffer] {
    const file = this.#fileFor(record);
    const bytes = Buffer.from(logLine(record.values));
    const { unfinished } = file;
    if (unfinished.length === 0) return [file, bytes];
    file.unfinished = Buffer.alloc(0);
    if (bytes.subarray(0, unfinished.length).equals(unfinished))
      return [file, bytes.subarray(unfinished.length)];
    // The line of another seed or version: nobody can finish it, so it is closed as it stands.
    return [file, Buffer.concat([Buffer.from('\r\n'), bytes])];
  }

  #fileFor(record: SampleRecord): OpenFile {
    const key = `${record.server}/${record.prefix}`;
    const hour = new Date(record.time).toISOString().slice(0, 13).replace(/\D/g, '');
    const current = this.#open.get(key);
    if (
      current !== undefined &&
      current.hour === hour &&
      (current.size < this.#rollAt || current.unfinished.length > 0)
    ) {
      return current;
    }
    if (current !== undefined) closeSync(current.descriptor);

    const folder = join(this.#dir, record.server, 'MessageTracking');
    mkdirSync(folder, { recursive: true });
    const path = (counter: number) => join(folder, `${record.prefix}${hour}-${counter}.LOG`);
    let counter = current?.hour === hour ? current.counter + 1 : 1;
    while (existsSync(path(counter + 1))) counter += 1;
    const file = open(path(counter), hour, counter);
    this.#open.set(key, file);
    if (file.size === 0) write(file, Buffer.from(logHeader(record.time)));
    else if (file.size >= this.#rollAt && file.unfinished.length === 0) return this.#fileFor(record);
    return file;
  }
}

function write(file: OpenFile, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file.descriptor, bytes, done);
  file.size += bytes.length;
}

/** Opens for appending and looks whether the last line is whole. */
function open(path: string, hour: string, counter: number): OpenFile {
  const descriptor = openSync(path, 'a+');
  const { size } = fstatSync(descriptor);
  const tail = Buffer.alloc(Math.min(size, 64 * 1024));
  readSync(descriptor, tail, 0, tail.length, size - tail.length);
  return { hour, counter, descriptor, size, unfinished: tail.subarray(tail.lastIndexOf(0x0a) + 1) };
}
