import { type Correspondent, correspondents } from '../correspondents.ts';
import { type Mailbox, type OnlineMailbox, people } from '../organisation.ts';
import type { Random } from '../random.ts';
import { activity } from '../working-day.ts';

/** Somebody likely to send a mail now: by how much they write and whether their office is at work. */
export function pickSender(random: Random, time: number): Mailbox;
export function pickSender<T extends OnlineMailbox>(random: Random, time: number, among: readonly T[]): T;
export function pickSender(
  random: Random,
  time: number,
  among: readonly OnlineMailbox[] = people,
): OnlineMailbox {
  return random.weighted(among, (person) => person.daily * (0.02 + activity(person.office, time)));
}

/** Colleagues that somebody writes to: half of the time of the own department. */
export function pickColleagues(random: Random, sender: Mailbox, count: number): Mailbox[] {
  const others = people.filter((person) => person !== sender);
  const near = others.filter((person) => person.department === sender.department);
  return random.sample(random.chance(0.5) ? near : others, count);
}

export function pickCorrespondent(random: Random): Correspondent {
  return random.weighted(correspondents, (correspondent) => correspondent.weight);
}

/** The address of somebody at a correspondent. */
export function addressAt(correspondent: Correspondent, random: Random): string {
  return `${random.pick(correspondent.people)}@${correspondent.domain}`;
}

/** Size of a mail in bytes: mostly small, one in six with an attachment. */
export function mailSize(random: Random): number {
  return random.chance(0.17) ? random.around(420_000, 1) + 20_000 : random.around(14_000, 0.7) + 2500;
}

/** How many recipients a mail has: mostly one, sometimes a handful. */
export function recipientCount(random: Random): number {
  return random.chance(0.72) ? 1 : random.int(2, random.chance(0.2) ? 9 : 4);
}
