import type { RegexNode } from './regex-syntax.ts';

/**
 * The places in an expression where a character is read, and in how many ways one can come after another. Every way is one
 * that a backtracking engine tries, so that ways are counted, not only listed.
 */
export interface Positions {
  /** What is read at each place: a character, an escape or a class. */
  sources: string[];
  /** The ways from the start of the text to a place. */
  atStart: Ways;
  /** The ways to a place for a match that begins later. */
  first: Ways;
  /** The ways from each place to the next. */
  follow: Ways[];
  /**
   * Attempts that a place makes: all ways onwards, and those to the end of the expression. Behind the places follow those of a
   * match that begins behind the start of the text, and of one that begins there.
   */
  attempts: number[];
}

/** How many ways lead to a place, by its number. */
export type Ways = Map<number, number>;

/** The ways from a place, or from a beginning of a match, numbered as in `attempts`. */
export function waysFrom(place: number, { sources, first, atStart, follow }: Positions): Ways {
  return place < sources.length ? follow[place]! : place === sources.length ? first : atStart;
}

interface Part {
  first: Ways;
  last: Ways;
  /** The ways to match nothing. */
  empty: number;
}

const MOST_POSITIONS = 400;
/** Longer repetitions are not written out. */
const MOST_COPIES = 64;

/** Thrown for an expression that is too large, or that repeats what can be empty. */
class TooHard extends Error {}

/**
 * Lists the places of an expression (Glushkov's construction). Undefined when there are too many, or when something is repeated
 * that can match nothing.
 * @param loose takes a repetition of a bounded number for one of any number: more ways, but fewer places
 */
export function positionsOf(node: RegexNode, loose: boolean): Positions | undefined {
  try {
    const { sources, follow, ends, first, empty } = construct(node, loose, 0);
    const begun = construct(node, loose, 1);
    const attempts = follow.map((ways, place) => total(ways) + (ends.get(place) ?? 0));
    attempts.push(total(first) + empty, total(begun.first) + begun.empty);
    return { sources, atStart: begun.first, first, follow, attempts };
  } catch (error) {
    if (error instanceof TooHard) return undefined;
    throw error;
  }
}

/** @param starts the ways to pass `^`: one at the start of the text, none elsewhere */
function construct(node: RegexNode, loose: boolean, starts: 0 | 1) {
  const sources: string[] = [];
  const follow: Ways[] = [];

  function connect(from: Ways, to: Ways): void {
    for (const [p, out] of from) for (const [q, into] of to) add(follow[p]!, q, out * into);
  }

  function chained(a: Part, b: Part): Part {
    connect(a.last, b.first);
    return {
      first: sum(a.first, scaled(b.first, a.empty)),
      last: sum(b.last, scaled(a.last, b.empty)),
      empty: a.empty * b.empty,
    };
  }

  function repeated(item: RegexNode, min: number, max: number): Part {
    if (max === 0) return nothing();
    if (max === 1) {
      const part = build(item);
      return min === 1 ? part : { ...part, empty: part.empty + 1 };
    }
    if (max === Number.POSITIVE_INFINITY ? min > MOST_COPIES : max > MOST_COPIES || (loose && max > min)) {
      // any number of times: all ways of the bounded one are among these
      return repeated(item, 0, Number.POSITIVE_INFINITY);
    }
    let part = nothing();
    if (max === Number.POSITIVE_INFINITY) {
      part = build(item);
      notEmpty(part);
      connect(part.last, part.first);
      if (min === 0) return { ...part, empty: 1 };
      for (let copy = 1; copy < min; copy++) part = chained(build(item), part);
      return part;
    }
    for (let copy = max; copy > 0; copy--) {
      const one = build(item);
      notEmpty(one);
      part = chained(one, part);
      if (copy > min) part.empty++;
    }
    return part;
  }

  function build(at: RegexNode): Part {
    switch (at.kind) {
      case 'character': {
        if (sources.length === MOST_POSITIONS) throw new TooHard();
        const place = sources.push(at.source) - 1;
        follow.push(new Map());
        return { first: new Map([[place, 1]]), last: new Map([[place, 1]]), empty: 0 };
      }
      case 'start':
        return { ...nothing(), empty: starts };
      case 'sequence':
        return at.items.reduce<Part>((part, item) => chained(part, build(item)), nothing());
      case 'choice':
        return at.items.map(build).reduce((a, b) => ({
          first: sum(a.first, b.first),
          last: sum(a.last, b.last),
          empty: a.empty + b.empty,
        }));
      case 'repeat':
        return repeated(at.item, at.min, at.max);
    }
  }

  const { first, last, empty } = build(node);
  return { sources, follow, first, ends: last, empty };
}

function nothing(): Part {
  return { first: new Map(), last: new Map(), empty: 1 };
}

function notEmpty(part: Part): void {
  if (part.empty > 0) throw new TooHard();
}

function add(ways: Ways, place: number, count: number): void {
  if (count > 0) ways.set(place, (ways.get(place) ?? 0) + count);
}

function sum(a: Ways, b: Ways): Ways {
  const out = new Map(a);
  for (const [place, count] of b) add(out, place, count);
  return out;
}

function scaled(ways: Ways, by: number): Ways {
  const out: Ways = new Map();
  for (const [place, count] of ways) add(out, place, count * by);
  return out;
}

function total(ways: Ways): number {
  let all = 0;
  for (const count of ways.values()) all += count;
  return all;
}
