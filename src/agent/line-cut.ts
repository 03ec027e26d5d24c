import type { LogEncoding } from '../exchange/encoding.ts';

/** How much of a piece of a file may be shipped. */
export interface LineCut {
  /** Number of bytes from the start of the piece that may go. */
  readonly length: number;
  /** Bytes behind them that hold text (a line half-written, or text behind a hole of zeros). */
  readonly held: number;
}

export interface CutOptions {
  readonly encoding: LogEncoding;
  /** The file is quiet and another has taken its place: its last line goes without a line break, holes go as they are. */
  readonly finished: boolean;
  /** The piece reaches the end of the file. */
  readonly atEnd: boolean;
  /** The piece is as long as a block may be. */
  readonly full: boolean;
}

/**
 * Cuts a piece of a file behind its last whole line. Zeros are space that the writer, or a network share, has not
 * filled yet: the cut stays before them until the file is finished, and zeros at the very end never go.
 * A full piece without any line break goes as it is, so that no line, however long, stops the file.
 * The piece must begin on a code unit of the file.
 */
export function cutWholeLines(piece: Uint8Array, options: CutOptions): LineCut {
  const width = options.encoding === 'utf8' ? 1 : 2;
  const whole = piece.length - (piece.length % width);
  const text = textLength(piece, whole, width);
  const limit = options.finished ? text : firstZero(piece, text, width);
  let length = limit;
  if (!options.finished || !options.atEnd) {
    length = endOfLastLine(piece, limit, options.encoding);
    if (length === 0 && options.full && (options.finished || limit === whole)) length = limit;
  }
  return { length, held: Math.max(0, text - length) };
}

/** Length without the zero code units at the end. */
function textLength(piece: Uint8Array, whole: number, width: number): number {
  let end = whole;
  while (end > 0 && piece[end - 1] === 0 && (width === 1 || piece[end - 2] === 0)) end -= width;
  return end;
}

/** Offset of the first zero code unit, or `end`. */
function firstZero(piece: Uint8Array, end: number, width: number): number {
  let at = piece.indexOf(0);
  if (width === 1) return at < 0 || at > end ? end : at;
  while (at >= 0 && at < end) {
    const unit = at - (at % 2);
    if (piece[unit] === 0 && piece[unit + 1] === 0) return unit;
    at = piece.indexOf(0, at + 1);
  }
  return end;
}

function endOfLastLine(piece: Uint8Array, limit: number, encoding: LogEncoding): number {
  if (limit <= 0) return 0;
  if (encoding === 'utf8') return piece.lastIndexOf(0x0a, limit - 1) + 1;
  const [high, low] = encoding === 'utf16le' ? [0x0a, 0] : [0, 0x0a];
  for (let unit = limit - 2; unit >= 0; unit -= 2) {
    if (piece[unit] === high && piece[unit + 1] === low) return unit + 2;
  }
  return 0;
}
