import { createRandom } from '../random.ts';
import { inboxRuleForwarding } from './inbox-rule-forwarding.ts';
import type { Incident } from './incident.ts';
import { mailBomb } from './mail-bomb.ts';
import { massMail } from './mass-mail.ts';
import { ndrSpike } from './ndr-spike.ts';
import { phishingWave } from './phishing-wave.ts';
import { pickupFolder } from './pickup-folder.ts';
import { privateAddress } from './private-address.ts';
import { replyChainHijack } from './reply-chain-hijack.ts';
import { slowPartner } from './slow-partner.ts';
import { spoofedSender } from './spoofed-sender.ts';

/** All incidents. A new one is a file of its own and a line here, at the end: the place is part of the seed. */
export const incidents: readonly Incident[] = [
  phishingWave,
  inboxRuleForwarding,
  massMail,
  ndrSpike,
  slowPartner,
  spoofedSender,
  replyChainHijack,
  mailBomb,
  privateAddress,
  pickupFolder,
];

/** An incident that happens at a time, in milliseconds since 1970. */
export interface Occurrence {
  readonly incident: Incident;
  readonly start: number;
}

const MINUTE = 60_000;
const others = incidents.slice(1);

/**
 * What the sample does by itself: something every twenty minutes, at minutes that depend on the seed alone. Each third time
 * it is a phishing wave, so that any hour, the range of most rules, has one; the two between are the others in turn.
 */
export function scheduledIncidents(seed: number, from: number, to: number): Occurrence[] {
  const slot = 20 * MINUTE;
  const offset = createRandom(seed, 'schedule').int(0, 59) * MINUTE;
  const found: Occurrence[] = [];
  for (let number = Math.ceil((from - offset) / slot); offset + number * slot < to; number += 1) {
    const place = number % 3;
    const turn = Math.floor(number / 3) * 2 + place - 1;
    const incident = place === 0 ? phishingWave : others[turn % others.length]!;
    found.push({ incident, start: offset + number * slot });
  }
  return found;
}
