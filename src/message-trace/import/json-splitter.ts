import type { ImportReason } from './import-reason.ts';

/** One entry of a JSON export: the text of an object, or a piece that is none. */
export interface JsonPiece {
  readonly text: string;
  /** Number of its first line, from 1. */
  readonly line: number;
  readonly reason?: ImportReason;
}

/** An object or array that is open. Of an object that turns out to be an envelope, only what follows matters. */
interface Frame {
  readonly kind: 'object' | 'array';
  readonly line: number;
  /** Index of its `{` in the buffer; -1 where its text is not kept. */
  start: number;
  envelope: boolean;
  /** Names of its members so far. */
  readonly keys: string[];
}

/** Keys whose array holds the rows: OData, PowerShell 5.1's ConvertTo-Json, and `d.results` of OData v2. */
const rowKeys: ReadonlySet<string> = new Set(['value', 'results', 'd']);
/** Blank, tab, carriage return, and the byte order mark of a file that was appended. */
const blank: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, 0xfeff]);
/** Longest entry in characters. Real ones have about 500. */
const maxEntry = 1024 * 1024;
const keptOfLong = 64 * 1024;
/** Names kept of one envelope, and the longest of them: enough to tell its kind. */
const maxKeys = 50;
const maxKey = 100;

/**
 * Splits JSON exports of any size into the texts of their row objects: pages (`{"value":[…]}`, `{"d":{"results":[…]}}`,
 * `{"d":[…]}`), arrays of rows or of pages, single objects, one object a line, and all of these one behind the other.
 * Keeps no more than one entry. What is damaged comes as a piece with a reason, and the next entry is found again: in
 * a file of one object a line at the next line, elsewhere at the next object.
 */
export class JsonSplitter {
  /** Names of the members beside and around the rows. */
  readonly envelopeKeys = new Set<string>();
  #buffer = '';
  /** The next character to look at; its line; the next line break at or behind it. */
  #at = 0;
  #line = 1;
  #newline = -1;
  #atLineStart = true;
  readonly #frames: Frame[] = [];
  /** Open brackets inside the value of a member of the innermost frame. */
  #nested = 0;
  /** Where the open string begins; -1: none is open. */
  #string = -1;
  #lastString = '';
  /** Name of the member whose value comes next. */
  #key = '';
  /** One entry has been an object on a line of its own: damage ends at the end of its line. */
  #byLine = false;
  /** Damage was found: nothing counts up to the next object. */
  #recovering = false;
  /** What has been read of something that is no JSON, where an entry is expected. */
  #word: string | undefined;
  /** Beginning of an entry that is too long to keep. */
  #long = '';
  readonly #pieces: JsonPiece[] = [];

  /** Takes the next text, cut anywhere, and gives the entries that it completes. */
  push(text: string): JsonPiece[] {
    this.#buffer += text;
    this.#newline = this.#buffer.indexOf('\n', this.#at);
    this.#scan();
    this.#shift();
    return this.#pieces.splice(0);
  }

  /** Says that no more text is there. */
  end(): JsonPiece[] {
    this.#endWord();
    const open = this.#candidate;
    if (open !== undefined) this.#pieces.push(this.#piece(open, this.#buffer.length, 'cut-off'));
    else if (this.#frames.length > 0 || this.#string !== -1)
      this.#pieces.push({ text: '', line: this.#line, reason: 'cut-off' });
    return this.#pieces.splice(0);
  }

  /** The open object that may be an entry. */
  get #candidate(): Frame | undefined {
    const frame = this.#frames.at(-1);
    return frame?.kind === 'object' && !frame.envelope ? frame : undefined;
  }

  #scan(): void {
    const { length } = this.#buffer;
    while (this.#at < length) {
      if (this.#string !== -1) {
        if (!this.#passString()) return;
        continue;
      }
      if (this.#word !== undefined) {
        this.#passWord(this.#at);
        continue;
      }
      const at = this.#at;
      const code = this.#buffer.charCodeAt(at);
      this.#at = at + 1;
      switch (code) {
        case 0x22: // "
          this.#string = at;
          break;
        case 0x7b: // {
          this.#open(at);
          break;
        case 0x5b: // [
          this.#openArray();
          break;
        case 0x7d: // }
        case 0x5d: // ]
          this.#close(code === 0x7d ? 'object' : 'array', at);
          break;
        case 0x3a: // :
          if (this.#nested === 0) this.#name();
          break;
        case 0x2c: // ,
          if (this.#nested === 0) this.#key = '';
          break;
        case 0x0a:
          this.#passNewline(at);
          continue;
        default:
          if (this.#nested > 0 || blank.has(code) || this.#frames.at(-1)?.kind === 'object') break;
          this.#passWord(at);
      }
      this.#atLineStart = false;
    }
  }

  /** Goes behind the end of the open string. False: it is not there yet. */
  #passString(): boolean {
    const quote = this.#buffer.indexOf('"', Math.max(this.#at, this.#string + 1));
    if (this.#newline !== -1 && (quote === -1 || this.#newline < quote)) {
      // JSON has no line break in a string.
      this.#damage(this.#newline);
      return true;
    }
    if (quote === -1) {
      this.#at = this.#buffer.length;
      return false;
    }
    this.#at = quote + 1;
    // A backslash before it, and not one of a pair: the quote is part of the string.
    if (backslashesBefore(this.#buffer, quote, this.#string) % 2 === 1) return true;
    if (this.#nested === 0) {
      const frame = this.#frames.at(-1);
      if (frame?.kind === 'object')
        this.#lastString = this.#buffer.slice(this.#string + 1, Math.min(quote, this.#string + maxKey));
      else this.#scalar(this.#buffer.slice(this.#string, Math.min(quote + 1, this.#string + keptOfLong)));
    }
    this.#string = -1;
    return true;
  }

  #passNewline(at: number): void {
    this.#line++;
    this.#newline = this.#buffer.indexOf('\n', at + 1);
    this.#atLineStart = true;
  }

  /** Something that is neither object, array nor string, where an entry is expected: up to the end of its line. */
  #passWord(from: number): void {
    const rest = /[^\n,[\]{}"]*/y;
    rest.lastIndex = from;
    const more = rest.exec(this.#buffer)?.[0] ?? '';
    this.#word = ((this.#word ?? '') + more).slice(0, keptOfLong);
    this.#at = from + more.length;
    if (this.#at < this.#buffer.length) this.#endWord();
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#scalar(this.#word.trim());
    this.#word = undefined;
  }

  #scalar(text: string): void {
    if (!this.#recovering) this.#pieces.push({ text, line: this.#line, reason: 'json' });
  }

  #open(at: number): void {
    const outermost = this.#frames[0];
    if (this.#atLineStart && this.#byLine && outermost?.kind === 'object') {
      // The line before was cut off.
      if (this.#candidate !== undefined) this.#pieces.push(this.#piece(this.#candidate, at, 'json'));
      this.#frames.length = 0;
      this.#nested = 0;
    }
    const frame = this.#frames.at(-1);
    if (this.#nested > 0 || (frame?.kind === 'object' && this.#key !== 'd')) {
      this.#nested++;
      return;
    }
    if (frame?.kind === 'object') this.#makeEnvelope(frame);
    this.#recovering = false;
    this.#key = '';
    this.#frames.push({ kind: 'object', line: this.#line, start: at, envelope: false, keys: [] });
  }

  #openArray(): void {
    const frame = this.#frames.at(-1);
    if (this.#nested > 0 || (frame?.kind === 'object' && !rowKeys.has(this.#key))) {
      this.#nested++;
      return;
    }
    if (frame?.kind === 'object') this.#makeEnvelope(frame);
    this.#frames.push({ kind: 'array', line: this.#line, start: -1, envelope: false, keys: [] });
  }

  #makeEnvelope(frame: Frame): void {
    frame.envelope = true;
    frame.start = -1;
    this.#long = '';
    for (const key of frame.keys) this.envelopeKeys.add(key);
  }

  #close(kind: Frame['kind'], at: number): void {
    if (this.#nested > 0) {
      this.#nested--;
      return;
    }
    const frame = this.#frames.at(-1);
    if (frame?.kind !== kind) {
      if (frame?.kind === 'object') this.#damage(at);
      else this.#scalar(kind === 'object' ? '}' : ']');
      return;
    }
    this.#frames.pop();
    this.#key = '';
    if (frame.kind !== 'object' || frame.envelope) return;
    this.#pieces.push(this.#piece(frame, at + 1));
    if (this.#frames.length === 0 && frame.line === this.#line) this.#byLine = true;
  }

  #name(): void {
    const frame = this.#frames.at(-1);
    this.#key = this.#lastString;
    if (frame?.kind !== 'object' || frame.keys.length >= maxKeys) return;
    frame.keys.push(this.#key);
    if (frame.envelope) this.envelopeKeys.add(this.#key);
  }

  /** Gives up the open object up to `end`, and goes on there. */
  #damage(end: number): void {
    const open = this.#candidate;
    if (open !== undefined) {
      this.#pieces.push(this.#piece(open, end, 'json'));
      this.#frames.pop();
    } else {
      this.#scalar(this.#buffer.slice(Math.max(this.#string, this.#at - keptOfLong, 0), end).trim());
    }
    this.#nested = 0;
    this.#string = -1;
    this.#at = end;
    if (this.#buffer[end] !== '\n') this.#at++;
    // In a file of one object a line the next line is sound again.
    this.#recovering = this.#frames.length > 0 || !this.#byLine;
  }

  #piece({ line, start }: Frame, end: number, reason?: ImportReason): JsonPiece {
    const long = start === -1 || end - start > maxEntry;
    if (!long) {
      const text = this.#buffer.slice(start, end);
      return reason === undefined ? { text, line } : { text: text.trimEnd(), line, reason };
    }
    const head = start === -1 ? this.#long : this.#buffer.slice(start, start + keptOfLong);
    this.#long = '';
    return { text: head, line, reason: 'too-long' };
  }

  /** Lets go of the text that is dealt with. */
  #shift(): void {
    const open = this.#candidate;
    if (open !== undefined && open.start !== -1 && this.#buffer.length - open.start > maxEntry) {
      this.#long = this.#buffer.slice(open.start, open.start + keptOfLong);
      open.start = -1;
    }
    // Of an open string that is not kept, its last characters tell whether its end is escaped.
    if (this.#string !== -1 && this.#buffer.length - this.#string > maxEntry)
      this.#string =
        this.#buffer.length - 1 - backslashesBefore(this.#buffer, this.#buffer.length, this.#string);
    const held = [this.#at, open?.start ?? -1, this.#string].filter((index) => index !== -1);
    const from = Math.min(...held);
    this.#buffer = this.#buffer.slice(from);
    this.#at -= from;
    if (open !== undefined && open.start !== -1) open.start -= from;
    if (this.#string !== -1) this.#string -= from;
  }
}

function backslashesBefore(text: string, end: number, from: number): number {
  let count = 0;
  while (end - 1 - count > from && text.charCodeAt(end - 1 - count) === 0x5c) count++;
  return count;
}
