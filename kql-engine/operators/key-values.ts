import { allMatches, type Regex } from '../regex.ts';

/** How `parse-kv` tells keys and values apart. */
export interface PairRules {
  /** Between pairs and between a key and its value; without them any character that is no letter or digit delimits. */
  delimiters: { pair: string; keyValue: string } | undefined;
  /** Opening and closing quotes. */
  quotes: { open: string; close: string }[];
  /** Inside quotes the character behind one of these is itself. */
  escapes: string[];
  /** A value without quotes reaches up to the next key. */
  greedy: boolean;
  /** The keys that are asked for. */
  keys: ReadonlySet<string>;
  /** Throws: what the service makes of this text is not documented. */
  unclear(what: string): never;
}

const alphanumeric = /[\p{L}\p{N}]/u;

class PairReader {
  readonly #text: string;
  readonly #rules: PairRules;
  readonly #pairs = new Map<string, string>();
  readonly #places = new Map<string, number>();
  #at = 0;

  constructor(text: string, rules: PairRules) {
    this.#text = text;
    this.#rules = rules;
  }

  /** The first value of each key. */
  read(): Map<string, string> {
    if (this.#rules.delimiters) this.#delimited(this.#rules.delimiters);
    else this.#free();
    return this.#pairs;
  }

  #add(key: string, value: string): void {
    if (key !== '' && !this.#pairs.has(key)) this.#pairs.set(key, value);
  }

  /** What stands in quotes here, if anything does. */
  #quoted(): string | undefined {
    const quote = this.#rules.quotes.find(({ open }) => this.#text[this.#at] === open);
    if (!quote) return undefined;
    let value = '';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const c = this.#text[this.#at]!;
      if (this.#rules.escapes.includes(c) && this.#at + 1 < this.#text.length)
        value += this.#text[++this.#at];
      else if (c === quote.close) break;
      else value += c;
    }
    this.#at++;
    return value;
  }

  #skipSpace(pair: string): void {
    while (/\s/.test(this.#text[this.#at] ?? '') && !this.#text.startsWith(pair, this.#at)) this.#at++;
  }

  /** Goes to the next of the delimiters, or to the end; gives what stands before it. */
  #until(...delimiters: string[]): string {
    const places = delimiters.map((d) => this.#nextOf(d)).filter((i) => i >= 0);
    const end = places.length ? Math.min(...places) : this.#text.length;
    const passed = this.#text.slice(this.#at, end);
    this.#at = end;
    return passed.trim();
  }

  /** Where a delimiter stands next, or -1: looked for anew only behind the place known last. */
  #nextOf(delimiter: string): number {
    let place = this.#places.get(delimiter);
    if (place === undefined || (place >= 0 && place < this.#at)) {
      place = this.#text.indexOf(delimiter, this.#at);
      this.#places.set(delimiter, place);
    }
    return place;
  }

  #delimited({ pair, keyValue }: { pair: string; keyValue: string }): void {
    while (this.#at < this.#text.length) {
      if (this.#text.startsWith(pair, this.#at)) {
        this.#at += pair.length;
        continue;
      }
      this.#skipSpace(pair);
      const key = this.#quoted();
      const rest = this.#until(keyValue, pair);
      if (!this.#text.startsWith(keyValue, this.#at)) continue;
      this.#at += keyValue.length;
      this.#skipSpace(pair);
      const quoted = this.#quoted();
      const value = quoted ?? (this.#rules.greedy ? this.#greedy(pair, keyValue) : this.#until(pair));
      if (quoted !== undefined) this.#until(pair);
      this.#add(key ?? rest, value);
    }
  }

  /** A value up to the delimiter before the next key. */
  #greedy(pair: string, keyValue: string): string {
    const start = this.#at;
    let end = -1;
    let next = this.#text.indexOf(pair, start);
    for (let q = start; ; q += keyValue.length) {
      q = this.#text.indexOf(keyValue, q);
      if (q < 0) break;
      for (; next >= 0 && next < q; next = this.#text.indexOf(pair, next + 1)) end = next;
      if (end < 0) continue;
      const key = this.#text.slice(end + pair.length, q).trim();
      if (!this.#rules.keys.has(key)) this.#rules.unclear('a key that is not asked for in greedy mode');
      this.#at = end;
      return this.#text.slice(start, end).trim();
    }
    this.#at = this.#text.length;
    return this.#text.slice(start).trim();
  }

  /** A run of letters and digits, or what stands in quotes; undefined at the end. */
  #word(): string | undefined {
    for (; this.#at < this.#text.length; this.#at++) {
      const quoted = this.#quoted();
      if (quoted !== undefined) return quoted;
      if (!alphanumeric.test(this.#text[this.#at]!)) continue;
      const start = this.#at;
      while (alphanumeric.test(this.#text[this.#at] ?? '')) this.#at++;
      return this.#text.slice(start, this.#at);
    }
    return undefined;
  }

  /** A word that is a key, and the next one. */
  #free(): void {
    for (let key = this.#word(); key !== undefined; key = this.#word()) {
      if (!this.#rules.keys.has(key)) continue;
      const value = this.#word();
      if (value === undefined) return;
      if (this.#rules.keys.has(value)) this.#rules.unclear('a key behind a key without delimiters');
      this.#add(key, value);
    }
  }
}

/** Keys and values of a text. Delimiters inside quotes are text, spaces around keys and values are not. */
export function readPairs(text: string, rules: PairRules): Map<string, string> {
  return new PairReader(text, rules).read();
}

/** Keys and values that the two groups of a regular expression find. */
export function matchPairs(text: string, regex: Regex): Map<string, string> {
  const out = new Map<string, string>();
  for (const { groups } of allMatches(regex, text)) {
    const key = (groups[1] ?? '').trim();
    if (!out.has(key)) out.set(key, (groups[2] ?? '').trim());
  }
  return out;
}
