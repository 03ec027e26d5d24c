import { createRandom } from '../random.ts';
import { inboxRuleForwarding } from './inbox-rule-forwarding.ts';
import type { Incident } from './incident.ts';
import { massMail } from './mass-mail.ts';
import { ndrSpike } from './ndr-spike.ts';
import { phishingWave } from './phishing-wave.ts';
import { slowPartner } from './slow-partner.ts';

/** All incidents. A new one is a file of its own and a line here, at the end: the place is part of the seed. */
export const incidents: readonly Incident[] = [
  phishingWave,
  inboxRuleForwarding,
  massMail,
  ndrSpike,
  slowPartner,
];

/** An incident that happens at a time, in milliseconds since 1970. */
export interface Occurrence {
  readonly incident: Incident;
  readonly start: number;
}

const HOUR = 3_600_000;

/**
 * What the sample does by itself: a phishing wave in every even hour (UTC) and one of the others in every odd hour, so that
 * any window of three hours, the default history, holds both.
 */
export function scheduledIncidents(seed: number, from: number, to: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (let hour = Math.floor(from / HOUR); hour * HOUR < to; hour += 1) {
    const random = createRandom(seed, 'schedule', hour);
    const incident =
      hour % 2 === 0 ? phishingWave : incidents[1 + (((hour - 1) / 2) % (incidents.length - 1))]!;
    const start = hour * HOUR + random.int(0, 30) * 60_000;
    if (start >= from && start < to) found.push({ incident, start });
  }
  return found;
}
