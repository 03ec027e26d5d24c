import { sessionId } from '../identifiers.ts';
import { internalId, isoTime, type Message, recipientFields, seconds, track } from '../message.ts';
import { type Mailbox, mailboxServers, type Server } from '../organisation.ts';
import { acceptByTransport } from './transport.ts';

/**
 * Mailbox Transport Submission picks a message up from an outbox and hands it to a transport service: NOTIFYMAPI,
 * RECEIVE and SUBMIT in MSGTRKMS of the mailbox server, RECEIVE in MSGTRK of the hub. Returns the hub.
 */
export function submitFromMailbox(
  message: Message,
  from: Mailbox,
  to: readonly string[],
  kinds: readonly string[],
): Server {
  const { random } = message;
  const server = from.database.server;
  const created = isoTime(message.clock - random.int(200, 1500));
  const context = [
    `MDB:${from.database.guid}`,
    `Mailbox:${from.guid}`,
    `Event:${random.int(1_000_000, 99_999_999)}`,
    'MessageClass:IPM.Note',
    `CreationTime:${created}`,
    `ClientType:${from.client}`,
  ].join(', ');
  const began = message.clock;

  // NOTIFYMAPI is written before the message has been read: no ids, no subject, no recipients yet.
  track(message, server, 'MSGTRKMS', random.around(30, 0.4), {
    source: 'STOREDRIVER',
    'event-id': 'NOTIFYMAPI',
    'client-hostname': server.name,
    'server-ip': server.ip,
    'server-hostname': server.name,
    'source-context': context,
    'internal-message-id': '',
    'message-id': '',
    'network-message-id': '',
    'total-bytes': '',
    'recipient-count': '',
    'message-subject': '',
    'sender-address': from.address,
    'return-path': '',
    directionality: '',
    'original-client-ip': '',
    'original-server-ip': '',
    'transport-traffic-type': '',
  });
  track(message, server, 'MSGTRKMS', random.around(60, 0.5), {
    source: 'STOREDRIVER',
    'event-id': 'RECEIVE',
    'client-ip': server.ip,
    'client-hostname': server.name,
    'server-ip': server.ip,
    'server-hostname': server.name,
    'source-context': `CreationTime:${created}`,
    ...recipientFields(to, kinds),
    'message-info': `${isoTime(began)};LSRV=${server.fqdn}:TOTAL-SUB=${seconds(message.clock - began)}|SA=${seconds((message.clock - began) * 0.3)}`,
    'custom-data': `S:Mailbox=${from.guid};S:DeliveryPriority=Normal;S:AccountForest=contoso.com`,
  });

  const hub = random.chance(0.8) ? server : mailboxServers[random.int(0, 1)]!;
  message.latencies += `;SRV=${server.fqdn}:TOTAL-SUB=${seconds(message.clock - began)}|SA=0.011|MTSSDA=${seconds(random.around(6, 0.4))}|MTSSDC=${seconds(random.around(14, 0.4))}|MTSSDSDS=0.002`;
  const handedOver = message.clock;
  acceptByTransport(message, hub, to, {
    client: server,
    connector: `${hub.name}\\Default ${hub.name}`,
    fromEntity: 'Hosted',
  });
  const submit = { ...message, clock: message.clock };
  track(submit, server, 'MSGTRKMS', random.around(25, 0.4), {
    source: 'STOREDRIVER',
    'event-id': 'SUBMIT',
    'client-ip': server.ip,
    'client-hostname': server.name,
    'server-ip': hub.ip,
    'server-hostname': hub.fqdn,
    'source-context': `${context}, SubmissionAssistant:MailboxTransportSubmissionEmailAssistant, ServerMdbConnectionId:${sessionId(random, handedOver)}`,
    ...recipientFields(to, `250 2.0.0 OK [InternalId=${internalId(message, hub)}]`),
    'message-info': `${isoTime(began)};LSRV=${server.fqdn}:TOTAL-SUB=${seconds(submit.clock - began)}`,
    'custom-data': `S:Mailbox=${from.guid};S:ItemEntryId=00-00-00-00-${entryId(random.hex(48))};S:DeliveryPriority=Normal`,
  });
  return hub;
}

/** An item's entry id in the way Exchange writes it: pairs of digits with hyphens. */
export function entryId(hex: string): string {
  return hex.toUpperCase().match(/../g)!.join('-');
}
