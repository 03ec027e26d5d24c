import type { Stage } from './incidents/incident.ts';
import { incidents, type Occurrence, scheduledIncidents } from './incidents/schedule.ts';
import type { Message, SampleRecord, SampleTrace } from './message.ts';
import { createRandom } from './random.ts';
import { traceKey } from './trace-files.ts';
import { applicationMail } from './traffic/application-mail.ts';
import { hybridGroupMail, hybridMail } from './traffic/hybrid-mail.ts';
import { inboundMail, newsletterMail } from './traffic/inbound-mail.ts';
import { internalMail } from './traffic/internal-mail.ts';
import { moderatedMail } from './traffic/moderated-mail.ts';
import { onlineInboundMail, onlineInternalMail, onlineOutboundMail } from './traffic/online-mail.ts';
import { outboundMail } from './traffic/outbound-mail.ts';
import { deliveryProbes, proxyProbes } from './traffic/probes.ts';
import { MINUTE, type TrafficSource } from './traffic/traffic-source.ts';
import { unreachableHost } from './traffic/unreachable-host.ts';

/** All traffic. A new source goes to the end: its place is part of internal-message-ids. */
export const sources: readonly TrafficSource[] = [
  internalMail,
  outboundMail,
  inboundMail,
  newsletterMail,
  hybridMail,
  applicationMail,
  proxyProbes,
  deliveryProbes,
  moderatedMail,
  unreachableHost,
  onlineInternalMail,
  onlineOutboundMail,
  onlineInboundMail,
  hybridGroupMail,
];

export interface SampleOptions {
  /** Default 1. */
  readonly seed?: number;
  /** First time, milliseconds since 1970. */
  readonly from: number;
  /** End (not included), milliseconds since 1970; without it the records go on for ever. */
  readonly to?: number;
  /**
   * How dense the mail is: 1 (default) is some 1,000 to 2,000 records an hour. May depend on the time. A higher rate adds
   * messages to those of a lower one and changes none of them.
   */
  readonly rate?: number | ((time: number) => number);
  /** What goes wrong: nothing with `[]`, otherwise the given occurrences; by default the sample's own schedule. */
  readonly incidents?: readonly { readonly name: string; readonly start: number }[];
  /** Leaves out messages. `extra` is true for those that only a rate above 1 brings. */
  readonly accept?: (message: Message, extra: boolean) => boolean;
}

/** Something that happens: a server writes a record, or Exchange Online takes a message in. */
export type SampleEvent = SampleRecord | SampleTrace;

/** The records that Contoso's servers write in a time window: see `sampleEvents`. */
export function* sampleRecords(options: SampleOptions): Generator<SampleRecord, void, undefined> {
  for (const event of sampleEvents(options)) if (!('row' in event)) yield event;
}

/**
 * What happens in a time window, in time order, made lazily. It depends on the seed and the time alone: the same window
 * gives the same events, and two neighbouring windows give together what one would.
 */
export function* sampleEvents(options: SampleOptions): Generator<SampleEvent, void, undefined> {
  const { from, to = Number.POSITIVE_INFINITY, seed = 1 } = options;
  const occurrences = occurrencesOf(options, seed);
  let pending: SampleEvent[] = [];

  // Messages that began before the window and may have records in it.
  const first = Math.floor(from / MINUTE) * MINUTE;
  for (const source of sources) collect(slotsOf(source, first - source.reach, first), source);
  const longest = Math.max(...incidents.map((incident) => incident.reach));
  for (const occurrence of occurrences(first - longest, first)) stage(occurrence);

  for (let minute = first; minute < to; minute += MINUTE) {
    for (const source of sources) collect(slotsOf(source, minute, minute + MINUTE), source);
    for (const occurrence of occurrences(minute, minute + MINUTE)) stage(occurrence);
    pending.sort(inOrder);
    const end = Math.min(minute + MINUTE, to);
    const due = pending.findIndex((event) => event.time >= end);
    const ready = due === -1 ? pending : pending.slice(0, due);
    pending = due === -1 ? [] : pending.slice(due);
    yield* ready;
  }

  function collect(slots: readonly number[], source: TrafficSource): void {
    for (const slot of slots) {
      for (const { message, extra } of messagesOf(source, slot, options.rate ?? 1, seed)) {
        if (options.accept?.(message, extra) ?? true) keep(message);
      }
    }
  }

  function stage(occurrence: Occurrence): void {
    for (const message of messagesOfIncident(occurrence, seed)) {
      if (options.accept?.(message, false) ?? true) keep(message);
    }
  }

  function keep(message: Message): void {
    for (const events of [message.records, message.traces]) {
      for (const event of events) if (event.time >= from && event.time < to) pending.push(event);
    }
  }
}

function inOrder(a: SampleEvent, b: SampleEvent): number {
  return a.time - b.time || (eventKey(a) < eventKey(b) ? -1 : 1);
}

/** A text that no other event has: the log-id of a record, id and recipient of a trace. */
export function eventKey(event: SampleEvent): string {
  return 'row' in event ? traceKey(event.row) : event.values[28]!;
}

/** Starts of the source's slots in [from, to). */
function slotsOf(source: TrafficSource, from: number, to: number): number[] {
  const slots = [];
  for (let slot = Math.ceil(from / source.slot) * source.slot; slot < to; slot += source.slot)
    slots.push(slot);
  return slots;
}

function messagesOf(
  source: TrafficSource,
  slot: number,
  rate: number | ((time: number) => number),
  seed: number,
): { message: Message; extra: boolean }[] {
  const mean = source.expected(slot);
  const scale = typeof rate === 'number' ? rate : rate(slot);
  const counted = (times: number) => createRandom(seed, source.name, slot).count(mean * times);
  const count = source.exact ? mean : counted(scale);
  const base = source.exact ? mean : counted(Math.min(scale, 1));
  return Array.from({ length: count }, (_, index) => {
    const random = createRandom(seed, source.name, slot, index);
    const time = slot + random.int(0, source.slot - 1);
    const ticket = { random, time, ordinal: ordinalOf(slot, sources.indexOf(source), index) };
    return { message: source.create(ticket, index), extra: index >= base };
  });
}

function messagesOfIncident({ incident, start }: Occurrence, seed: number): Message[] {
  const random = createRandom(seed, incident.name, start);
  const place = sources.length + incidents.indexOf(incident);
  let made = 0;
  const stage: Stage = {
    random,
    start,
    ticket: (time) => {
      const index = made++;
      return {
        random: createRandom(seed, incident.name, start, index),
        time,
        ordinal: ordinalOf(start, place, index),
      };
    },
    guilty: { name: incident.name, start, guilty: true },
    bystander: { name: incident.name, start, guilty: false },
  };
  return incident.stage(stage);
}

/** A number for a message, rising with time: room for 32 kinds of traffic, 4,096 messages each a minute, 8 ids each. */
function ordinalOf(time: number, place: number, index: number): number {
  const minute = Math.floor((time - Date.UTC(2024, 0)) / MINUTE);
  return ((minute * 32 + place) * 4096 + index) * 8;
}

function occurrencesOf(options: SampleOptions, seed: number): (from: number, to: number) => Occurrence[] {
  const chosen = options.incidents?.map(({ name, start }) => {
    const incident = incidents.find((entry) => entry.name === name);
    if (incident === undefined) throw new RangeError(`There is no incident named ${name}.`);
    return { incident, start };
  });
  if (chosen === undefined) return (from, to) => scheduledIncidents(seed, from, to);
  return (from, to) => chosen.filter(({ start }) => start >= from && start < to);
}
