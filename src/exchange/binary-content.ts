import { MailflowError } from '../error.ts';
import { decodeText, type LogEncoding } from './encoding.ts';

/** A binary file shows it within its first line, and within this many bytes of it. */
const LOOK_AT = 4096;

/**
 * The error for a file that is no text, told by its first line; nothing where it may be text. NULs at the start
 * and at the end are no sign: file systems leave them where space was reserved and not yet written.
 */
export function binaryContent(
  firstLine: Buffer,
  encoding: LogEncoding,
  where: string,
): MailflowError | undefined {
  const gzip = firstLine[0] === 0x1f && firstLine[1] === 0x8b;
  const zip = firstLine.toString('latin1', 0, 4) === 'PK\x03\x04';
  if (gzip || zip) {
    return new MailflowError('binary-file', `${where}: this is a compressed file, not the text of a log.`, {
      advice: 'Unpack it first. Commands that read .gz files tell them by that ending.',
    });
  }
  const text = decodeText(firstLine, 0, Math.min(firstLine.length, LOOK_AT), encoding).replace(
    /^\0+|\0+$/g,
    '',
  );
  // U+FFFD stands for bytes that are no UTF-8. A few of them may be damage; a tenth is another kind of file.
  const strange = text.match(/[\0-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0;
  if (strange * 10 <= text.length) return undefined;
  return new MailflowError('binary-file', `${where}: this is a binary file, not the text of a log.`, {
    advice: 'Give message tracking logs: MSGTRK*.LOG of an Exchange server.',
  });
}
