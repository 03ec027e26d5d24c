import { createMessage, followUp, fork, isoTime, type Message, recipientFields, track } from '../message.ts';
import { edge, findMailbox, mailboxServers, POSTMASTER, type Server } from '../organisation.ts';
import { deliverToMailboxes } from './delivery.ts';
import { passInside, passToEdge, type RemoteHost, sendOutside } from './edge.ts';
import { acceptByTransport, sessionFields } from './transport.ts';

/** Why a message failed. `source` is the component that gave up. */
export interface Failure {
  readonly source: 'SMTP' | 'ROUTING' | 'QUEUE' | 'AGENT' | 'DNS';
  readonly status: string;
}

/**
 * FAIL for the recipients on `server`, then a delivery report to the sender: DSN there, and its way to the sender's
 * mailbox or, for a sender outside, to `origin`. Nothing is reported to a null sender.
 */
export function fail(
  message: Message,
  server: Server,
  to: readonly string[],
  failure: Failure,
  options: { peer?: RemoteHost; connector?: string; origin?: RemoteHost } = {},
): void {
  const { peer } = options;
  track(message, server, 'MSGTRK', message.random.around(60, 0.5), {
    ...(peer === undefined
      ? { 'server-hostname': server.name }
      : sessionFields(message, server, { ip: peer.ip, fqdn: peer.host }, options.connector ?? '')),
    source: failure.source,
    'event-id': 'FAIL',
    'source-context': failure.source === 'QUEUE' ? 'Message expired in queue' : failure.status.split(';')[0]!,
    ...recipientFields(to, failure.status),
    'message-info': isoTime(message.start),
    'custom-data': `S:ToEntity=${peer === undefined ? 'Unknown' : 'Internet'};S:DeliveryPriority=Normal`,
  });
  if (message.returnPath !== '<>') report(message, server, options.origin);
}

/** The delivery report: a message of its own from the null sender, whose `reference` is the failed Message-ID. */
function report(failed: Message, server: Server, origin: RemoteHost | undefined): void {
  const { random } = failed;
  const sender = findMailbox(failed.returnPath);
  const dsn = createMessage(followUp(failed), {
    subject: `Undeliverable: ${failed.subject}`,
    sender: POSTMASTER,
    returnPath: '<>',
    bytes: random.around(14_000, 0.3),
    directionality: 'Originating',
    originalClientIp: server.ip,
    originalServerIp: server.ip,
    incident: failed.incident && { ...failed.incident, guilty: false },
  });
  const to = [failed.returnPath];
  const own: Message = { ...dsn, records: failed.records, traces: failed.traces };
  track(own, server, 'MSGTRK', random.around(35, 0.4), {
    source: 'DSN',
    'event-id': 'DSN',
    'server-hostname': server.name,
    'source-context': 'DSN generated',
    ...recipientFields(to),
    reference: failed.messageId,
    'message-info': isoTime(own.start),
    'custom-data': 'S:DeliveryPriority=Normal',
  });
  if (sender !== undefined && !sender.cloud) {
    if (server !== edge) {
      deliverToMailboxes(own, server, sender.database.server, [sender]);
      return;
    }
    const hub = random.pick(mailboxServers);
    acceptByTransport(own, hub, to, {
      client: edge,
      connector: `${hub.name}\\Default ${hub.name}`,
      fromEntity: 'OnPremises',
    });
    passInside(fork(own), hub, to);
    deliverToMailboxes(own, hub, sender.database.server, [sender]);
  } else if (origin !== undefined) {
    if (server !== edge) passToEdge(own, server, to);
    sendOutside(own, edge, origin, to);
  }
}
