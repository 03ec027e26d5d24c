import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, crc32, zstdCompress, zstdCompressSync } from 'node:zlib';
import type { Column, KqlType } from '../types.ts';
import type { Dynamic } from '../values/dynamic.ts';
import type { Int64 } from '../values/int64.ts';
import type { ColumnData } from './column-data.ts';
import { factsOf } from './column-filter.ts';
import { writeDynamic } from './dynamic-text.ts';
import { bytesUnder, numberBytes, toPlanes, writeInt64 } from './number-block.ts';
import { type Block, type ColumnEntry, type Directory, type Form, MARK, TAIL } from './segment-file.ts';
import { writeTexts } from './text-block.ts';

const packing = {
  params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
};
const compress = promisify(zstdCompress);
/** Work goes on for so long before others get their turn. */
const SLICE_MS = 4;

/** What is to be written: the columns of a segment are asked for one after another. */
export interface SegmentRows {
  columns: Column[];
  column(index: number): ColumnData;
  rows: number;
  /** The position behind the last row. */
  end: number;
}

/** Writes a whole segment under the name of a draft, to the disk itself. */
export function writeDraft(draft: string, segment: SegmentRows): void {
  const handle = openSync(draft, 'w');
  try {
    const layout = new Layout();
    const put = (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at);
    };
    put(MARK);
    segment.columns.forEach((column, i) => {
      const data = segment.column(i);
      const { form, parts } = finish(encode(data, column.type));
      const packed = parts.map((part) => zstdCompressSync(part, packing));
      for (const bytes of packed) put(bytes);
      layout.add(column, data, form, packed);
    });
    put(layout.end(segment));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Does the same in slices: others get their turn while it packs a column, writes it, and waits for the disk.
 * @param stopped says that the segment is wanted no more
 * @returns whether it came to its end
 */
export async function writeDraftInTurns(
  draft: string,
  segment: SegmentRows,
  stopped: () => boolean,
): Promise<boolean> {
  const handle = await open(draft, 'w');
  try {
    const layout = new Layout();
    const put = async (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; )
        at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
    };
    await put(MARK);
    for (const [i, column] of segment.columns.entries()) {
      if (stopped()) return false;
      const data = segment.column(i);
      await turn();
      const { form, parts } = await finishInTurns(encode(data, column.type));
      const packed: Uint8Array[] = [];
      for (const part of parts) packed.push(await compress(part, packing));
      for (const bytes of packed) await put(bytes);
      layout.add(column, data, form, packed);
    }
    await put(layout.end(segment));
    await handle.sync();
  } finally {
    await handle.close();
  }
  return !stopped();
}

/** Where the blocks are: they follow each other behind the mark. */
class Layout {
  readonly #entries: ColumnEntry[] = [];
  #offset = MARK.length;

  add({ name, type }: Column, data: ColumnData, form: Form, packed: Uint8Array[]): void {
    const blocks = packed.map(({ length }): Block => {
      this.#offset += length;
      return [this.#offset - length, length];
    });
    const { min, max, texts } = factsOf(data);
    this.#entries.push({
      name,
      type,
      form,
      blocks,
      ...(min === undefined ? {} : { min: numberText(min), max: numberText(max!) }),
      ...(texts ? { texts } : {}),
    });
  }

  /** The directory and what follows it. */
  end({ rows, end }: SegmentRows): Buffer {
    const directory = Buffer.from(JSON.stringify({ rows, end, columns: this.#entries } satisfies Directory));
    const tail = Buffer.alloc(TAIL);
    tail.writeUInt32LE(directory.length, 0);
    tail.writeUInt32LE(crc32(directory), 4);
    MARK.copy(tail, 8);
    return Buffer.concat([directory, tail]);
  }
}

function numberText(value: Int64): string {
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

type Steps<T> = Generator<void, T>;

/** The blocks of a column before they are packed; may be stopped wherever it yields, and gone on with. */
function* encode(data: ColumnData, type: KqlType): Steps<{ form: Form; parts: Uint8Array[] }> {
  if (data.kind === 'coded') {
    const { values } = data;
    const textAt =
      type === 'string'
        ? (i: number) => values[i] as string
        : (i: number) => writeDynamic(values[i] as Dynamic);
    const form = data.codes instanceof Uint8Array ? 'codes8' : 'codes16';
    return { form, parts: [yield* writeTexts(values.length, textAt), bytesUnder(data.codes)] };
  }
  if (data.kind === 'numbers') {
    const form = data.values instanceof Float64Array ? 'float64' : 'int32';
    return { form, parts: [numberBytes(data), ...(data.valid ? [data.valid] : [])] };
  }
  if (type === 'string') {
    const texts = data.values as string[];
    return { form: 'texts', parts: [yield* writeTexts(texts.length, (i) => texts[i]!)] };
  }
  const { values, valid } = writeInt64(data.values);
  return { form: 'int64', parts: [toPlanes(bytesUnder(values)), valid] };
}

function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

async function finishInTurns<T>(steps: Steps<T>): Promise<T> {
  let until = performance.now() + SLICE_MS;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await turn();
    until = performance.now() + SLICE_MS;
  }
}
