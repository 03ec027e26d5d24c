import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32, zstdDecompressSync } from 'node:zlib';
import type { Column, KqlType } from '../types.ts';
import type { Int64 } from '../values/int64.ts';
import type { ColumnData } from './column-data.ts';
import type { ColumnFacts } from './column-filter.ts';
import { readDynamic } from './dynamic-text.ts';
import { fromPlanes, ownMemory, readInt64 } from './number-block.ts';
import { mayHaveText, readTexts } from './text-block.ts';

/**
 * A segment on disk, one file: the mark, the blocks of the columns (each packed by zstd with a checksum), the directory as
 * JSON, then its length, its CRC-32 and the mark again. A column is one or two blocks: distinct values and codes, texts,
 * or numbers and validity. Opening reads the directory only.
 */
export const MARK = Buffer.from('KQLSEG01', 'latin1');
export const TAIL = 8 + MARK.length;

export type Block = [offset: number, size: number];
export type Form = 'texts' | 'codes8' | 'codes16' | 'int32' | 'float64' | 'int64';

export interface ColumnEntry {
  name: string;
  type: KqlType;
  form: Form;
  blocks: Block[];
  min?: string;
  max?: string;
  texts?: readonly string[];
}

export interface Directory {
  rows: number;
  end: number;
  columns: ColumnEntry[];
}

/** A segment whose file is there: what the directory tells, and its columns when asked. */
export interface SegmentFile {
  readonly file: string;
  readonly rows: number;
  /** The position behind its last row. */
  readonly end: number;
  /** Bytes of the file. */
  readonly size: number;
  has(column: Column): boolean;
  facts(column: string): ColumnFacts;
  read(column: string): ColumnData;
  /** False when the text is certainly not among the values of a text column. */
  mayHaveText(column: string, text: string): boolean;
}

/** Gives a whole segment its name: it is there or not, also after a loss of power. */
export function nameSegment(draft: string, file: string): void {
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** Makes new and removed names of a folder lasting; Windows neither needs nor allows it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function decode(form: Form, type: KqlType, block: (index: number) => Buffer | undefined): ColumnData {
  const first = block(0)!;
  const second = block(1);
  switch (form) {
    case 'codes8':
    case 'codes16': {
      const texts = readTexts(first);
      const codes = ownMemory(second!);
      return {
        kind: 'coded',
        codes: form === 'codes8' ? new Uint8Array(codes) : new Uint16Array(codes),
        values: type === 'string' ? texts : texts.map(readDynamic),
      };
    }
    case 'texts':
      return { kind: 'values', values: readTexts(first) };
    case 'int64':
      return { kind: 'values', values: readInt64(new BigInt64Array(fromPlanes(first)), second) };
    default: {
      const values =
        form === 'float64' ? new Float64Array(fromPlanes(first)) : new Int32Array(ownMemory(first));
      return { kind: 'numbers', values, valid: second && new Uint8Array(ownMemory(second)) };
    }
  }
}

function numberOf(text: string): Int64 {
  return text.endsWith('n') ? BigInt(text.slice(0, -1)) : Number(text);
}

/** Opens a segment. Throws when the file is not a whole segment. */
export function openSegment(file: string): SegmentFile {
  const { directory, size } = withFile(file, (handle) => readDirectory(handle, file));
  const entries = new Map(directory.columns.map((c) => [c.name, c]));
  const entry = (name: string) => {
    const found = entries.get(name);
    if (!found) throw new Error(`the segment ${file} has no column ${name}`);
    return found;
  };
  const block = (handle: number, { blocks }: ColumnEntry, index: number) => {
    const place = blocks[index];
    return place && zstdDecompressSync(readAt(handle, place[0], place[1], file));
  };
  return {
    file,
    rows: directory.rows,
    end: directory.end,
    size,
    has({ name, type }) {
      const found = entries.get(name);
      if (found && found.type !== type)
        throw new Error(
          `the column ${name} is ${type}, but the segment ${file} has it as ${found.type}: give the column a new name`,
        );
      return found !== undefined;
    },
    facts(column) {
      const { min, max, texts } = entry(column);
      return {
        ...(min === undefined ? {} : { min: numberOf(min), max: numberOf(max!) }),
        ...(texts ? { texts } : {}),
      };
    },
    read(column) {
      const found = entry(column);
      return withFile(file, (handle) =>
        decode(found.form, found.type, (index) => block(handle, found, index)),
      );
    },
    mayHaveText(column, text) {
      return withFile(file, (handle) => mayHaveText(block(handle, entry(column), 0)!, text));
    },
  };
}

function withFile<T>(file: string, work: (handle: number) => T): T {
  const handle = openSync(file, 'r');
  try {
    return work(handle);
  } finally {
    closeSync(handle);
  }
}

function readAt(handle: number, offset: number, size: number, file: string): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  for (let at = 0; at < size; ) {
    const read = readSync(handle, bytes, at, size - at, offset + at);
    if (read === 0) throw new Error(`the segment ${file} is cut off`);
    at += read;
  }
  return bytes;
}

function readDirectory(handle: number, file: string): { directory: Directory; size: number } {
  const { size } = fstatSync(handle);
  if (size < MARK.length + TAIL) throw new Error(`the segment ${file} is cut off`);
  const tail = readAt(handle, size - TAIL, TAIL, file);
  if (!tail.subarray(8).equals(MARK)) throw new Error(`${file} is no segment of this version`);
  const length = tail.readUInt32LE(0);
  if (length > size - TAIL) throw new Error(`the segment ${file} is damaged`);
  const bytes = readAt(handle, size - TAIL - length, length, file);
  if (crc32(bytes) !== tail.readUInt32LE(4)) throw new Error(`the segment ${file} is damaged`);
  return { directory: JSON.parse(bytes.toString()) as Directory, size };
}
