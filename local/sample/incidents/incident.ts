import type { IncidentMark, Message, Ticket } from '../message.ts';
import type { Random } from '../random.ts';

/** Something bad that happens at a time, written into the logs by its own messages. */
export interface Incident {
  /** Stable name, also the file's name. */
  readonly name: string;
  /** What happens, in a sentence. */
  readonly story: string;
  /** Which records are marked `guilty`, in a sentence: those that a detection has to find. */
  readonly guilty: string;
  /** No record is later than this many milliseconds behind the start. */
  readonly reach: number;
  readonly stage: (stage: Stage) => Message[];
}

/** What an incident is made with. */
export interface Stage {
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly start: number;
  /** A ticket for the next message. */
  readonly ticket: (time: number) => Ticket;
  /** The marks for records that are to be found, and for those around them. */
  readonly guilty: IncidentMark;
  readonly bystander: IncidentMark;
}
