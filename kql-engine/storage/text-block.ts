/**
 * A list of texts as bytes: how many there are (32 bit), a byte that tells the encoding, the length of each in UTF-16 units
 * (32 bit), then all of them after each other. Latin-1 where every letter fits, UTF-16 otherwise: both give any JavaScript
 * string back as it was, halves of surrogate pairs included, and are fast to read.
 */
const HEADER = 8;
const LATIN = 0;
const WIDE = 1;
/** Texts of one piece share its memory: small enough that one that is kept does not keep much. */
const PIECE_LENGTH = 16_384;
const latinText = /^[\x00-\xff]*$/;

export function writeTexts(texts: readonly string[]): Buffer {
  const all = texts.join('');
  const wide = !latinText.test(all);
  const start = HEADER + texts.length * 4;
  const bytes = Buffer.allocUnsafe(start + all.length * (wide ? 2 : 1));
  bytes.writeUInt32LE(texts.length, 0);
  bytes.writeUInt32LE(wide ? WIDE : LATIN, 4);
  for (let i = 0; i < texts.length; i++) bytes.writeUInt32LE(texts[i]!.length, HEADER + i * 4);
  bytes.write(all, start, wide ? 'utf16le' : 'latin1');
  return bytes;
}

export function readTexts(bytes: Buffer): string[] {
  const count = bytes.readUInt32LE(0);
  const wide = bytes.readUInt32LE(4) === WIDE;
  const texts: string[] = new Array(count);
  let at = HEADER + count * 4;
  for (let i = 0; i < count; ) {
    let length = 0;
    let end = i;
    do length += bytes.readUInt32LE(HEADER + end++ * 4);
    while (end < count && length < PIECE_LENGTH);
    const size = wide ? length * 2 : length;
    const piece = wide ? bytes.toString('utf16le', at, at + size) : bytes.toString('latin1', at, at + size);
    at += size;
    for (let start = 0; i < end; i++) {
      const stop = start + bytes.readUInt32LE(HEADER + i * 4);
      texts[i] = piece.slice(start, stop);
      start = stop;
    }
  }
  return texts;
}

/** Whether a list may have the text: false is certain. Looks at the bytes, without making strings. */
export function mayHaveText(bytes: Buffer, text: string): boolean {
  const start = HEADER + bytes.readUInt32LE(0) * 4;
  const wide = bytes.readUInt32LE(4) === WIDE;
  if (!wide && !latinText.test(text)) return false;
  return bytes.includes(text, start, wide ? 'utf16le' : 'latin1');
}
