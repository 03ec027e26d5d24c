import { createHash } from 'node:crypto';

/** What can go wrong with one request. */
export type Fault =
  /** 413, though the body is within the limits (or a gateway cut it off). */
  | 'too-large'
  /** 429 with and without Retry-After. */
  | 'throttled-told'
  | 'throttled'
  | 'server-error'
  /** 503 with Retry-After. */
  | 'busy'
  /** 400 for a body that has nothing wrong with it. */
  | 'refused'
  | 'forbidden'
  /** The connection breaks before or after the rows were stored. */
  | 'dropped-before'
  | 'dropped-after'
  /** The rows are stored, but no answer comes until the client gives up. */
  | 'silent';

export const allFaults: readonly Fault[] = [
  'too-large',
  'throttled-told',
  'throttled',
  'server-error',
  'busy',
  'refused',
  'forbidden',
  'dropped-before',
  'dropped-after',
  'silent',
];

/** Chooses the fault of a request, if any. */
export type FaultPlan = (body: Buffer) => Fault | undefined;

/**
 * Faults at random, the same for the same seed: `rate` is the share of requests that meet one, `faults` those to choose
 * from. The same bytes are refused (400, 413) without reason only once: a service that does so for ever cannot
 * be told from one that means it.
 */
export function randomFaults(seed: number, rate: number, faults: readonly Fault[] = allFaults): FaultPlan {
  const random = seededRandom(seed);
  const refused = new Set<string>();
  return (body) => {
    if (random() >= rate || faults.length === 0) return undefined;
    const fault = faults[Math.floor(random() * faults.length)]!;
    if (fault === 'refused' || fault === 'too-large') {
      const digest = createHash('sha1').update(body).digest('base64');
      if (refused.has(digest)) return undefined;
      refused.add(digest);
    }
    return fault;
  };
}

/** The faults of a list, one a request, then none. */
export function scriptedFaults(...faults: (Fault | undefined)[]): FaultPlan {
  return () => faults.shift();
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
