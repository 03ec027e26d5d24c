import { gunzipSync, gzipSync } from 'node:zlib';
import type { BodySizer } from './body-sizer.ts';
import type { PackedRows, WholeRow } from './row-packer.ts';
import { gzipLevel, maxDecompressedBytes, maxWireBytes } from './service-limits.ts';
import type { RowOrigin } from './upload-session.ts';

const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Rows on their way, compressed. Only the compressed form is kept while the service has not answered. */
export interface Body {
  /** For each row the index just behind its last byte in the uncompressed array of all rows. */
  readonly ends: readonly number[];
  /** For each row line, offset and end, one behind the other. */
  readonly origins: readonly number[];
  readonly whole: ReadonlyMap<number, WholeRow>;
  /** Together all rows, in order; more than one where one would have been above the wire limit. */
  readonly pieces: readonly Piece[];
}

/** Rows `from` to `to` (exclusive) of a body, as one request body. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly wire: Buffer;
  readonly rawBytes: number;
}

/** Compresses packed rows, and halves what comes out larger than the service takes. A single row is never halved. */
export function compressRows(packed: PackedRows, sizer: BodySizer): Body {
  const { ends, origins, whole } = packed;
  const pieces: Piece[] = [];
  const compress = (from: number, to: number): void => {
    const piece = compressRange(packed.raw, ends, from, to, 0);
    sizer.compressed(piece.rawBytes, piece.wire.length);
    if (fits(piece) || to - from === 1) {
      pieces.push(piece);
      return;
    }
    const middle = middleRow(ends, from, to);
    compress(from, middle);
    compress(middle, to);
  };
  compress(0, ends.length);
  return { ends, origins, whole, pieces };
}

/** Where row `index` of a body came from. */
export function originOf(body: Body, index: number): RowOrigin {
  const [line, offset, end] = body.origins.slice(index * 3, index * 3 + 3);
  return { line: line!, offset: offset!, end: end! };
}

/** Whether the service can take it at all. */
export function fits(piece: Piece): boolean {
  return piece.wire.length <= maxWireBytes && piece.rawBytes <= maxDecompressedBytes;
}

/** Two pieces of about the same number of bytes. Only for pieces of at least two rows. */
export function halve(body: Body, piece: Piece): [Piece, Piece] {
  const raw = gunzipSync(piece.wire, { maxOutputLength: piece.rawBytes });
  const base = startOf(body.ends, piece.from);
  const middle = middleRow(body.ends, piece.from, piece.to);
  return [
    compressRange(raw, body.ends, piece.from, middle, base),
    compressRange(raw, body.ends, middle, piece.to, base),
  ];
}

/** JSON text of the row of a single-row piece, as sent. */
export function onlyRow(piece: Piece): string {
  return gunzipSync(piece.wire, { maxOutputLength: piece.rawBytes }).toString('utf8', 1, piece.rawBytes - 1);
}

/** An empty array: the service answers it with 204 where endpoint, rule, stream and role are right. */
export const emptyPiece: Piece = { from: 0, to: 0, wire: gzipSync('[]'), rawBytes: 2 };

/**
 * Compresses rows `from` to `to` without copying them: the separators around them become brackets meanwhile. `raw`
 * begins at index `base` of the array that `ends` counts in.
 */
function compressRange(raw: Buffer, ends: readonly number[], from: number, to: number, base: number): Piece {
  const start = startOf(ends, from) - base;
  const end = ends[to - 1]! - base;
  const isLast = raw[end] === closeBracket;
  raw[start] = openBracket;
  raw[end] = closeBracket;
  const array = raw.subarray(start, end + 1);
  const wire = gzipSync(array, {
    level: gzipLevel,
    chunkSize: Math.max(1024, Math.min(array.length, 1_114_112)),
  });
  if (start > 0) raw[start] = comma;
  if (!isLast) raw[end] = comma;
  return { from, to, wire, rawBytes: array.length };
}

/** Index of the separator (or opening bracket) before a row. */
function startOf(ends: readonly number[], row: number): number {
  return row === 0 ? 0 : ends[row - 1]!;
}

/** The row boundary nearest to the middle of the bytes, with at least one row on each side. */
function middleRow(ends: readonly number[], from: number, to: number): number {
  const target = (startOf(ends, from) + ends[to - 1]!) / 2;
  let low = from + 1;
  let high = to - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle - 1]! < target) low = middle + 1;
    else high = middle;
  }
  return low;
}
