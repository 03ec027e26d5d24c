import type { LogEncoding } from './encoding.ts';
import { beforeTrailingNuls } from './line-scanner.ts';

/**
 * A line longer than a record can be, while its bytes go by: a file of another kind without line breaks, or the
 * space that a file system has reserved behind the last line.
 */
export class LongLine {
  /** Its beginning. */
  readonly head: Buffer;
  /** Bytes gone by. */
  length = 0;
  /** Of these, the bytes before the NULs at its end. */
  written = 0;

  constructor(headBytes: number, start: Buffer) {
    this.head = Buffer.from(start.subarray(0, headBytes));
  }

  /** Lets bytes go by. Gives what it did not take: half a character of UTF-16. */
  pass(bytes: Buffer, encoding: LogEncoding): Buffer {
    const whole = encoding === 'utf8' ? bytes.length : bytes.length & ~1;
    const written = beforeTrailingNuls(bytes, 0, whole, encoding);
    if (written > 0) this.written = this.length + written;
    this.length += whole;
    return bytes.subarray(whole);
  }
}
