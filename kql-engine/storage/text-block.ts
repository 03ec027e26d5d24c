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
/** Texts that are joined at once when they are written. */
const PIECE_TEXTS = 2048;
const wideLetter = /[^\x00-\xff]/;

/** Writes texts of any kind of list; yields now and then, so that it may be stopped there and gone on with. */
export function* writeTexts(count: number, textAt: (index: number) => string): Generator<void, Buffer> {
  const start = HEADER + count * 4;
  const lengths = Buffer.allocUnsafe(start);
  const pieces: string[] = [];
  let wide = false;
  let total = 0;
  for (let from = 0; from < count; from += PIECE_TEXTS) {
    const texts: string[] = [];
    for (let i = from; i < Math.min(count, from + PIECE_TEXTS); i++) {
      const text = textAt(i);
      lengths.writeUInt32LE(text.length, HEADER + i * 4);
      texts.push(text);
    }
    const piece = texts.join('');
    wide ||= wideLetter.test(piece);
    total += piece.length;
    pieces.push(piece);
    yield;
  }
  lengths.writeUInt32LE(count, 0);
  lengths.writeUInt32LE(wide ? WIDE : LATIN, 4);
  const bytes = Buffer.allocUnsafe(start + total * (wide ? 2 : 1));
  lengths.copy(bytes);
  let at = start;
  for (const piece of pieces) {
    at += bytes.write(piece, at, wide ? 'utf16le' : 'latin1');
    yield;
  }
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
  if (!wide && wideLetter.test(text)) return false;
  return bytes.includes(text, start, wide ? 'utf16le' : 'latin1');
}
