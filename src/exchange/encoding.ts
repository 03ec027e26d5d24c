import type { ReaderState } from './log-record.ts';

/** Encodings that log files come in. Exchange itself writes UTF-8; files saved again by people are UTF-16. */
export type LogEncoding = ReaderState['encoding'];

/**
 * Tells the encoding from the first bytes of a file: from its byte order mark, else from where the zero
 * bytes of an ASCII character stand (`#` or a digit, with which every log begins).
 * Four bytes are enough; with fewer the answer may change once more are there.
 */
export function detectEncoding(bytes: Buffer): LogEncoding {
  const first = bytes[0] ?? 0;
  const second = bytes[1] ?? 0;
  if (first === 0xff && second === 0xfe) return 'utf16le';
  if (first === 0xfe && second === 0xff) return 'utf16be';
  if (bytes.length < 4) return 'utf8';
  if (isAsciiText(first) && second === 0 && isAsciiText(bytes[2]!) && bytes[3] === 0) return 'utf16le';
  if (first === 0 && isAsciiText(second) && bytes[2] === 0 && isAsciiText(bytes[3]!)) return 'utf16be';
  return 'utf8';
}

function isAsciiText(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** Decodes the bytes from `start` up to `end`. Bytes that are no valid UTF-8 become U+FFFD. */
export function decodeText(bytes: Buffer, start: number, end: number, encoding: LogEncoding): string {
  if (encoding === 'utf8') return bytes.toString('utf8', start, end);
  // An odd byte at the end belongs to no character.
  const even = start + ((end - start) & ~1);
  if (encoding === 'utf16le') return bytes.toString('utf16le', start, even);
  return Buffer.from(bytes.subarray(start, even)).swap16().toString('utf16le');
}
