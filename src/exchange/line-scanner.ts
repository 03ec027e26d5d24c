import { isAscii } from 'node:buffer';
import { decodeText, type LogEncoding } from './encoding.ts';

const CR = 0x0d;
const LF = 0x0a;

/** What `toString('latin1')` calls; calling it directly saves a tenth of the time for short lines. */
type OneByteBuffer = Buffer & { latin1Slice(start: number, end: number): string };

/** Index just behind the next line feed at or after `from`, or -1. `from` is the start of a line. */
export function findLineEnd(bytes: Buffer, from: number, encoding: LogEncoding): number {
  let at = bytes.indexOf(LF, from);
  if (encoding === 'utf8') return at + 1 || -1;
  for (; at !== -1; at = bytes.indexOf(LF, at + 1)) {
    const odd = (at - from) & 1;
    if (encoding === 'utf16le') {
      if (odd === 0 && at + 1 < bytes.length && bytes[at + 1] === 0) return at + 2;
    } else if (odd === 1 && bytes[at - 1] === 0) {
      return at + 1;
    }
  }
  return -1;
}

/** Where the content of the line ends that lies between `start` and `end`: before its CR LF or LF, if it has one. */
export function contentEnd(bytes: Buffer, start: number, end: number, encoding: LogEncoding): number {
  let at = end;
  if (codeUnitBefore(bytes, start, at, encoding) !== LF) return at;
  const width = encoding === 'utf8' ? 1 : 2;
  at -= width;
  return codeUnitBefore(bytes, start, at, encoding) === CR ? at - width : at;
}

/** Index just behind the last NUL character between `start` and `end`, or -1. */
export function behindLastNul(bytes: Buffer, start: number, end: number, encoding: LogEncoding): number {
  const width = encoding === 'utf8' ? 1 : 2;
  for (let at = end - ((end - start) % width); at > start; at -= width) {
    if (codeUnitBefore(bytes, start, at, encoding) === 0) return at;
  }
  return -1;
}

/** Where the NUL characters begin with which the bytes from `start` up to `end` end; `end` if there are none. */
export function beforeTrailingNuls(bytes: Buffer, start: number, end: number, encoding: LogEncoding): number {
  const width = encoding === 'utf8' ? 1 : 2;
  let at = end - ((end - start) % width);
  if (codeUnitBefore(bytes, start, at, encoding) !== 0) return end;
  while (codeUnitBefore(bytes, start, at, encoding) === 0) at -= width;
  return at;
}

/** Decodes a line. ASCII lines become one-byte strings, which are several times faster to split and to join. */
export function decodeLine(bytes: Buffer, start: number, end: number, encoding: LogEncoding): string {
  if (encoding === 'utf8' && isAscii(bytes.subarray(start, end)))
    return (bytes as OneByteBuffer).latin1Slice(start, end);
  return decodeText(bytes, start, end, encoding);
}

function codeUnitBefore(bytes: Buffer, start: number, at: number, encoding: LogEncoding): number {
  if (encoding === 'utf8') return at > start ? bytes[at - 1]! : -1;
  // An odd byte at the end of UTF-16 is no character.
  if (at - 2 < start || (at - start) % 2 !== 0) return -1;
  return encoding === 'utf16le' ? bytes.readUInt16LE(at - 2) : bytes.readUInt16BE(at - 2);
}
