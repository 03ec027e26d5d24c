import type { Message, Ticket } from '../message.ts';

/**
 * A kind of traffic. Time is cut into slots of fixed length, counted from 1970; what happens in a slot depends on the
 * seed, the source's name and the slot alone. So any window of time can be written without the time before it.
 */
export interface TrafficSource {
  /** Part of the seed: changing it changes the traffic. */
  readonly name: string;
  /** Length of a slot in milliseconds. */
  readonly slot: number;
  /** No record of the source is later than this many milliseconds behind the start of its slot. */
  readonly reach: number;
  /** Messages expected in a slot that begins at `time`; a fixed number of them where `exact`. */
  readonly expected: (time: number) => number;
  /** Not scaled by the rate, and as many as expected. */
  readonly exact?: true;
  /** Makes the message of a ticket, with its whole way. `index` counts the messages of the slot from 0. */
  readonly create: (ticket: Ticket, index: number) => Message;
}

export const MINUTE = 60_000;
/** Ordinary messages are through after this: greylisting takes 7 minutes, the shadow's discard up to a few. */
export const ORDINARY_REACH = 30 * MINUTE;
