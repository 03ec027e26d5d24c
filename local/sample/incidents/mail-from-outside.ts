import type { RemoteHost } from '../hops/edge.ts';
import { createMessage, type Draft, type Message, type Ticket } from '../message.ts';
import { edge } from '../organisation.ts';
import { enter } from '../traffic/inbound-mail.ts';

/** A mail that a host on the internet hands in at the Edge server, with all its hops. */
export function mailFromOutside(
  ticket: Ticket,
  peer: RemoteHost,
  to: readonly string[],
  draft: Omit<Draft, 'directionality' | 'originalClientIp' | 'originalServerIp'>,
): Message {
  const message = createMessage(ticket, {
    ...draft,
    directionality: 'Incoming',
    originalClientIp: peer.ip,
    originalServerIp: edge.ip,
  });
  enter(message, peer, to);
  return message;
}
