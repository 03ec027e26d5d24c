import { type Positions, positionsOf, waysFrom } from './regex-positions.ts';
import { StepCounter } from './regex-steps.ts';
import { parseRegex } from './regex-syntax.ts';

/** What a backtracking engine needs at most to search a text for an expression. */
export interface BacktrackingBound {
  /** A length of text (in UTF-16 units) up to which all take no more than `MOST_STEPS`; infinite where steps grow with it alone. */
  longestText: number;
  /** Steps (attempts to read a character or to end) at most on a text of this length, up to `longestText`. */
  steps(length: number): number;
  /** Whether this text takes few steps, which may be so for one that is longer. */
  isQuick(text: string): boolean;
}

/** Steps that searching one text may take: about as many milliseconds as millions. */
export const MOST_STEPS = 4_000_000;
/** Steps a character that still count as linear: what RE2JS takes for one costs as much. */
const MOST_STEPS_A_CHARACTER = 256;
const MOST_STATES = 512;
/** Work to spend on the proof, and the length of text that it looks at where steps go on growing. */
const MOST_WORK = 2_000_000;
const MOST_LENGTH = 512;

/** A set of places that some text leads to, and what each character can make of it. */
interface State {
  places: number[];
  moves: Move[];
  /** For each place: in how many ways a text of the length looked at can lead to it. */
  ways: Float64Array;
}

interface Move {
  to: State;
  /** Ways from places[from] to to.places[into]. */
  from: Int32Array;
  into: Int32Array;
  count: Float64Array;
}

/**
 * Bounds the steps that a backtracking engine takes to search a text, whether it matches or not. Undefined when the expression
 * cannot be judged.
 *
 * What such an engine tries are all ways through the expression. Ways with the same text so far are counted by the places that
 * they stand at: the sets of such places are the states of the usual deterministic automaton, and the most ways that can lead to
 * a place of a state grow from one length of text to the next by the moves between states. Where they stop growing, the
 * steps are in proportion to the text; where they do not, the length is known up to which they are few.
 * @param source a JavaScript expression with the flag u; with i it may have no characters beyond ASCII
 */
export function backtrackingBound(source: string, flags: string): BacktrackingBound | undefined {
  const tree = parseRegex(source);
  if (!tree) return undefined;
  for (const loose of [false, true]) {
    const positions = positionsOf(tree, loose);
    const states = positions && automaton(positions, flags);
    if (!states) continue;
    let counter: StepCounter | undefined;
    return {
      ...bound(states, positions.attempts),
      isQuick(text) {
        counter ??= new StepCounter(positions, flags);
        return counter.within(text, Math.max(MOST_STEPS, text.length * MOST_STEPS_A_CHARACTER));
      },
    };
  }
  return undefined;
}

/** The states that texts can lead to; undefined when there are too many. */
function automaton(positions: Positions, flags: string): State[] | undefined {
  const { sources } = positions;
  const columns = alphabet(sources, flags);
  if (!columns) return undefined;
  const states = new Map<string, State>();
  const list: State[] = [];
  let work = 0;
  const stateOf = (places: number[]): State => {
    const key = places.join();
    let state = states.get(key);
    if (!state) {
      state = { places, moves: [], ways: new Float64Array(places.length) };
      states.set(key, state);
      list.push(state);
    }
    return state;
  };
  stateOf([sources.length + 1]).ways[0] = 1;
  for (let next = 0; next < list.length; next++) {
    const state = list[next]!;
    for (const reads of columns) {
      const edges: [from: number, into: number, count: number][] = [];
      state.places.forEach((place, from) => {
        const ways = waysFrom(place, positions);
        for (const [into, count] of ways) if (reads[into]) edges.push([from, into, count]);
        // a search may begin at each character
        if (place >= sources.length) edges.push([from, sources.length, 1]);
        work += ways.size;
      });
      if (edges.length === 0) continue;
      const places = [...new Set(edges.map(([, into]) => into))].sort((a, b) => a - b);
      const to = stateOf(places);
      if (list.length > MOST_STATES || work > MOST_WORK) return undefined;
      state.moves.push({
        to,
        from: Int32Array.from(edges, ([from]) => from),
        into: Int32Array.from(edges, ([, into]) => places.indexOf(into)),
        count: Float64Array.from(edges, ([, , count]) => count),
      });
    }
  }
  return list;
}

/** Follows the ways from length to length until they grow no more, are too many, or the work is not worth it. */
function bound(states: State[], attempts: number[]): Omit<BacktrackingBound, 'isQuick'> {
  const stepsOf = (state: State) =>
    state.ways.reduce((sum, count, i) => sum + count * attempts[state.places[i]!]!, 0);
  const totals: number[] = [];
  let total = 0;
  let perCharacter = stepsOf(states[0]!);
  let changed = new Set([states[0]!]);
  let work = 0;
  while (changed.size > 0) {
    total += perCharacter;
    if (total > MOST_STEPS || work > MOST_WORK || totals.length > MOST_LENGTH)
      return { longestText: totals.length - 1, steps: (n) => totals[n]! };
    totals.push(total);
    const next = new Map<State, Float64Array>();
    for (const state of changed) {
      for (const { to, from, into, count } of state.moves) {
        const ways = new Float64Array(to.places.length);
        for (let e = 0; e < from.length; e++) ways[into[e]!]! += state.ways[from[e]!]! * count[e]!;
        work += from.length;
        const known = next.get(to) ?? to.ways.slice();
        for (let i = 0; i < ways.length; i++) if (ways[i]! > known[i]!) known[i] = ways[i]!;
        next.set(to, known);
      }
    }
    changed = new Set();
    for (const [state, ways] of next) {
      if (ways.every((count, i) => count === state.ways[i])) continue;
      state.ways = ways;
      changed.add(state);
      perCharacter = Math.max(perCharacter, stepsOf(state));
    }
  }
  const known = totals.length - 1;
  const last = total;
  return {
    longestText:
      perCharacter <= MOST_STEPS_A_CHARACTER
        ? Number.POSITIVE_INFINITY
        : Math.max(known, Math.floor(MOST_STEPS / perCharacter)),
    steps: (n) => totals[n] ?? last + (n - known) * perCharacter,
  };
}

/** For each kind of character that the expression tells apart: at which places it can be read. */
function alphabet(sources: string[], flags: string): boolean[][] | undefined {
  const tests = new Map<string, RegExp>();
  const samples = new Set(asciiAndMore);
  for (const source of sources) {
    if (tests.has(source)) continue;
    try {
      tests.set(source, new RegExp(`^(?:${source})$`, flags));
    } catch {
      return undefined;
    }
    // a class can only change at the characters that it names
    for (const [, code] of source.matchAll(/\\[ux]([0-9a-fA-F]{2,4})/g)) {
      const named = Number.parseInt(code!, 16);
      for (const near of [named - 1, named, named + 1])
        if (near >= 0 && near <= 0xffff) samples.add(String.fromCharCode(near));
    }
  }
  const kinds = new Map<string, boolean[]>();
  for (const sample of samples) {
    const read = new Map([...tests].map(([source, test]) => [source, test.test(sample)]));
    const places = sources.map((source) => read.get(source)!);
    kinds.set(places.map(Number).join(''), places);
  }
  return [...kinds.values()];
}

/** All of ASCII; beyond it the letters that fold into ASCII, a neighbour of each, a letter, and one of two units. */
const asciiAndMore = [
  ...Array.from({ length: 129 }, (_, i) => String.fromCharCode(i)),
  'é',
  '\u2028',
  '\u017e',
  '\u017f',
  '\u0180',
  '\u2129',
  '\u212a',
  '\u212b',
  '漢',
  '😀',
];
