import { TextDecoder } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { LogEncoding } from '../../exchange/encoding.ts';
import { binaryFile, emptyFile } from './import-refusal.ts';

/** A file to import: on disk, on Blob Storage, or standard input. */
export interface ExportSource {
  /** As messages, rows and dead letters name it. */
  readonly name: string;
  /** Its bytes from the start, unpacked. */
  open(): AsyncIterable<Buffer>;
  /** Whether `open` can be called again. */
  readonly rereadable: boolean;
}

/** What the beginning of a file tells. */
export type Opening =
  | { readonly format: 'json'; readonly encoding: LogEncoding }
  | {
      readonly format: 'csv';
      readonly encoding: LogEncoding;
      readonly delimiter: string;
      readonly columns: readonly string[];
    };

/** The header of a CSV file has to end within so many bytes. */
export const openingBytes = 64 * 1024;
/** Bytes whose zeros tell UTF-16 without a byte order mark. */
const encodingBytes = 32;
const delimiters = [',', ';', '\t'] as const;

/**
 * Tells format and encoding from the first bytes of a file: all of them, or `openingBytes`.
 * @throws MailflowError `empty-file`, `binary-file`
 */
export function readOpening(bytes: Buffer, file: string): Opening {
  if (bytes.length === 0) throw emptyFile(file);
  if (/^(?:\x1f\x8b|PK\x03\x04)/.test(bytes.toString('latin1', 0, 4))) throw binaryFile(file, 'compressed');
  const encoding = exportEncoding(bytes);
  const text = decoderFor(encoding).decode(bytes, { stream: true }).trimStart();
  if (text === '') throw emptyFile(file);
  const strange = text.slice(0, 4096).match(/[\0-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0;
  if (strange * 10 > Math.min(text.length, 4096)) throw binaryFile(file, 'binary');
  if (text.startsWith('{') || text.startsWith('[')) return { format: 'json', encoding };
  const header = headerLine(text);
  const delimiter = delimiters.reduce((best, next) =>
    splitHeader(header, next).length > splitHeader(header, best).length ? next : best,
  );
  return { format: 'csv', encoding, delimiter, columns: splitHeader(header, delimiter) };
}

/** Whether the first line is PowerShell 5.1's word on the type of what was exported. */
export function isTypeLine(line: string): boolean {
  return /^"?#TYPE\b/i.test(line);
}

/** Decodes pieces of a file. Bytes that are no text become U+FFFD; a byte order mark at the start is left out. */
export function decoderFor(encoding: LogEncoding): TextDecoder {
  return new TextDecoder({ utf8: 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be' }[encoding]);
}

/** Historical search reports are UTF-16LE without a byte order mark; all kinds begin with ASCII text. */
function exportEncoding(bytes: Buffer): LogEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  const pairs = Math.min(bytes.length, encodingBytes) >> 1;
  if (pairs === 0) return 'utf8';
  let first = 0;
  let second = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[pair * 2] === 0) first++;
    if (bytes[pair * 2 + 1] === 0) second++;
  }
  if (second === pairs && first === 0) return 'utf16le';
  return first === pairs && second === 0 ? 'utf16be' : 'utf8';
}

function headerLine(text: string): string {
  const lines = text.split(/\r?\n/, 2);
  return isTypeLine(lines[0]!) && lines[1] !== undefined ? lines[1] : lines[0]!;
}

function splitHeader(line: string, delimiter: string): string[] {
  try {
    const options = { delimiter, relax_quotes: true, relax_column_count: true };
    const [names = []] = parse(line, options) as string[][];
    return names.map((name) => name.trim());
  } catch {
    // A quote is open at its end: no header of any export.
    return [line];
  }
}
