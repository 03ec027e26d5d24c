import type { RowPrint } from './trace-hash.ts';

const entryBytes = 16;
const wordsPerEntry = 4;
const magic = Buffer.from('mftrace1');

/**
 * The rows of one hour of received time that the table has, each with its newest version: an open-addressing table
 * over one Uint32Array, so that an hour of 40,000 rows takes 2 MB. An entry is a claim: the newest row of this key in
 * the table has this version.
 */
export class SeenBucket {
  /** Entries whose row can still change. */
  open = 0;
  /** Entries in all. */
  size = 0;
  /** Changed since it was read or stored. */
  dirty = false;
  #words = new Uint32Array(64 * wordsPerEntry);

  /** Reads stored bytes. What cannot be understood counts as empty: its rows are then sent once more. */
  static from(bytes: Buffer | undefined): SeenBucket {
    const bucket = new SeenBucket();
    if (bytes === undefined || !bytes.subarray(0, magic.length).equals(magic)) return bucket;
    const entries = Math.floor((bytes.length - magic.length) / entryBytes);
    bucket.#reserve(entries);
    for (let at = magic.length, n = 0; n < entries; n++, at += entryBytes) {
      bucket.set({
        keyHigh: bytes.readUInt32LE(at),
        keyLow: bytes.readUInt32LE(at + 4),
        versionHigh: bytes.readUInt32LE(at + 8),
        versionLow: bytes.readUInt32LE(at + 12),
      });
    }
    bucket.dirty = false;
    return bucket;
  }

  toBytes(): Buffer {
    const bytes = Buffer.allocUnsafe(magic.length + this.size * entryBytes);
    magic.copy(bytes);
    let at = magic.length;
    for (let slot = 0; slot < this.#words.length; slot += wordsPerEntry) {
      if (this.#words[slot + 1] === 0) continue;
      for (let word = 0; word < wordsPerEntry; word++, at += 4) {
        bytes.writeUInt32LE(this.#words[slot + word]!, at);
      }
    }
    return bytes;
  }

  /** What is known of a row: nothing, another version, or this very version. */
  compare(print: RowPrint): 'new' | 'changed' | 'same' {
    const slot = this.#slot(print);
    if (this.#words[slot + 1] === 0) return 'new';
    const same = this.#words[slot + 2] === print.versionHigh && this.#words[slot + 3] === print.versionLow;
    return same ? 'same' : 'changed';
  }

  /** Claims that the newest row of the key in the table has this version. */
  set(print: RowPrint): void {
    this.#put(print, print.versionHigh, print.versionLow);
  }

  /** Takes the claim back, before another version is sent: a crash then leaves no wrong one. */
  forget(print: RowPrint): void {
    this.#put(print, 0, 1);
  }

  #put(print: RowPrint, versionHigh: number, versionLow: number): void {
    if ((this.size + 1) * 2 * wordsPerEntry > this.#words.length) this.#reserve(this.size * 2);
    const slot = this.#slot(print);
    const words = this.#words;
    if (words[slot + 1] === 0) {
      words[slot] = print.keyHigh;
      words[slot + 1] = print.keyLow;
      this.size++;
    } else {
      this.open -= words[slot + 3]! & 1;
    }
    words[slot + 2] = versionHigh;
    words[slot + 3] = versionLow;
    this.open += versionLow & 1;
    this.dirty = true;
  }

  /** Index of the entry of a key, or of the empty one where it belongs. */
  #slot({ keyHigh, keyLow }: RowPrint): number {
    const words = this.#words;
    const mask = words.length / wordsPerEntry - 1;
    for (let entry = keyHigh & mask; ; entry = (entry + 1) & mask) {
      const slot = entry * wordsPerEntry;
      if (words[slot + 1] === 0 || (words[slot] === keyHigh && words[slot + 1] === keyLow)) return slot;
    }
  }

  /** Makes room for so many entries. */
  #reserve(entries: number): void {
    let slots = this.#words.length / wordsPerEntry;
    while (slots < entries * 2 + 2) slots *= 2;
    const old = this.#words;
    if (slots * wordsPerEntry === old.length) return;
    this.#words = new Uint32Array(slots * wordsPerEntry);
    for (let slot = 0; slot < old.length; slot += wordsPerEntry) {
      if (old[slot + 1] === 0) continue;
      const to = this.#slot({ keyHigh: old[slot]!, keyLow: old[slot + 1]!, versionHigh: 0, versionLow: 0 });
      this.#words.set(old.subarray(slot, slot + wordsPerEntry), to);
    }
  }
}
