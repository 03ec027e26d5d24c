import { type Positions, type Ways, waysFrom } from './regex-positions.ts';

/** Texts that lead to more different counts than this are taken for bad ones. */
const MOST_STATES = 256;
const UNKNOWN = -1;

/**
 * Counts what a backtracking engine would do at most with one text, in a few nanoseconds a character: the ways through the
 * expression that are open behind each character. A text of little variety leads to few different counts, and each is
 * worked out once.
 */
export class StepCounter {
  readonly #positions: Positions;
  readonly #readers: { test: RegExp; places: number[] }[] = [];
  /** Kinds of characters: those that are read at the same places. */
  readonly #kindOf = new Map<number, number>();
  readonly #kindOfAscii = new Int32Array(128).fill(UNKNOWN);
  readonly #kinds: boolean[][] = [];
  readonly #kindNames = new Map<string, number>();
  readonly #states: Ways[] = [];
  readonly #names = new Map<string, number>();
  readonly #steps: number[] = [];
  /** By state: the next state for each kind of character. */
  readonly #next: number[][] = [];

  /** @param flags of the expression, u and perhaps i */
  constructor(positions: Positions, flags: string) {
    this.#positions = positions;
    const places = new Map<string, number[]>();
    positions.sources.forEach((source, place) => {
      places.set(source, [...(places.get(source) ?? []), place]);
    });
    for (const [source, at] of places)
      this.#readers.push({ test: new RegExp(`^(?:${source})$`, flags), places: at });
    this.#stateOf(new Map([[positions.sources.length + 1, 1]]));
  }

  /** Whether all searches of a text together take at most so many steps. */
  within(text: string, most: number): boolean {
    let state = 0;
    let steps = this.#steps[0]!;
    for (let i = 0; i < text.length; i++) {
      let code = text.charCodeAt(i);
      let kind: number;
      if (code < 128) {
        kind = this.#kindOfAscii[code]!;
        if (kind === UNKNOWN) kind = this.#kindOfAscii[code] = this.#kind(code);
      } else {
        code = text.codePointAt(i)!;
        if (code > 0xffff) i++;
        kind = this.#kindOf.get(code) ?? this.#kind(code);
      }
      let next = this.#next[state]![kind];
      if (next === undefined) {
        next = this.#move(state, kind);
        if (next === UNKNOWN) return false;
      }
      state = next;
      steps += this.#steps[state]!;
      if (steps > most) return false;
    }
    return true;
  }

  #kind(code: number): number {
    const character = String.fromCodePoint(code);
    const read: boolean[] = new Array(this.#positions.sources.length).fill(false);
    for (const { test, places } of this.#readers) {
      if (!test.test(character)) continue;
      for (const place of places) read[place] = true;
    }
    const name = read.map(Number).join('');
    let kind = this.#kindNames.get(name);
    if (kind === undefined) {
      kind = this.#kinds.push(read) - 1;
      this.#kindNames.set(name, kind);
    }
    if (code >= 128 && this.#kindOf.size < 4096) this.#kindOf.set(code, kind);
    return kind;
  }

  #move(state: number, kind: number): number {
    const start = this.#positions.sources.length;
    const reads = this.#kinds[kind]!;
    const to: Ways = new Map();
    for (const [place, ways] of this.#states[state]!) {
      for (const [into, count] of waysFrom(place, this.#positions))
        if (reads[into]) to.set(into, (to.get(into) ?? 0) + ways * count);
      if (place >= start) to.set(start, ways);
    }
    const next = this.#stateOf(to);
    if (next !== UNKNOWN) this.#next[state]![kind] = next;
    return next;
  }

  #stateOf(ways: Ways): number {
    const sorted = [...ways].sort(([a], [b]) => a - b);
    const name = sorted.join(';');
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#states.length === MOST_STATES) return UNKNOWN;
    const number = this.#states.push(new Map(sorted)) - 1;
    this.#names.set(name, number);
    this.#steps.push(
      sorted.reduce((sum, [place, count]) => sum + count * this.#positions.attempts[place]!, 0),
    );
    this.#next.push([]);
    return number;
  }
}
