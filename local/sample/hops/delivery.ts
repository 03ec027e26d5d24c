import { isoTime, type Message, recipientFields, seconds, track } from '../message.ts';
import { type Mailbox, partnerOf, type Server } from '../organisation.ts';
import { entryId } from './submission.ts';
import { sendToServer } from './transport.ts';

/** The connector between servers of one organisation. */
export const INTRA_ORGANISATION = 'Intra-Organization SMTP Send Connector';

/**
 * From a hub into mailboxes of one server: SEND in the hub's MSGTRK, DELIVER for each database in MSGTRKMD of the
 * mailbox server, and HADISCARD on the shadow server once all is done.
 */
export function deliverToMailboxes(
  message: Message,
  hub: Server,
  server: Server,
  mailboxes: readonly Mailbox[],
): void {
  const { random } = message;
  const addresses = mailboxes.map((mailbox) => mailbox.address);
  // The delivery service answers only after the store has taken the message, so DELIVER comes just before SEND.
  const began = message.clock;
  for (const group of Map.groupBy(mailboxes, (mailbox) => mailbox.database).values()) {
    deliverToDatabase(message, hub, server, group);
  }
  sendToServer(
    message,
    hub,
    server,
    addresses,
    INTRA_ORGANISATION,
    random.around(12, 0.3) + (message.clock - began) * 0.05,
  );
  discardShadow(message, hub, addresses);
}

/** HADISCARD: the shadow server drops its copy after the primary has reported the delivery. */
export function discardShadow(message: Message, hub: Server, addresses: readonly string[]): void {
  const shadow = partnerOf(hub);
  track(message, shadow, 'MSGTRK', message.random.around(15_000, 0.5), {
    source: 'REDUNDANCY',
    'event-id': 'HADISCARD',
    'server-hostname': shadow.name,
    'source-context': 'ShadowDiscardReceived',
    ...recipientFields(addresses),
    'message-info': isoTime(message.start),
    'transport-traffic-type': '',
  });
}

function deliverToDatabase(
  message: Message,
  hub: Server,
  server: Server,
  mailboxes: readonly Mailbox[],
): void {
  const { random } = message;
  const wait = random.around(110, 0.5) + message.bytes / 40_000;
  const database = mailboxes[0]!.database;
  track(message, server, 'MSGTRKMD', wait, {
    source: 'STOREDRIVER',
    'event-id': 'DELIVER',
    'client-ip': hub.ip,
    'client-hostname': hub.fqdn,
    'server-ip': server.ip,
    'server-hostname': server.name,
    'source-context': `${random.hex(16).toUpperCase()};${isoTime(message.clock)};ClientSubmitTime:${message.directionality === 'Originating' ? isoTime(message.start) : ''}`,
    ...recipientFields(
      mailboxes.map((mailbox) => mailbox.address),
      'To',
    ),
    'message-info': `${isoTime(message.start)}${message.latencies};SRV=${server.fqdn}:TOTAL-DEL=${seconds(wait)}|SMR=0.006(SMRPI=0.002)|SDD=${seconds(wait * 0.8)}(SDDPM=${seconds(wait * 0.4)}(SDDPM-Conversations Processing Agent=0.003|SDDPM-Mailbox Rules Agent=0.007|SDDPM-Inference Classification Agent=0.002)|SDDS=${seconds(wait * 0.3)})`,
    'custom-data': `S:MailboxDatabaseGuid=${database.guid};S:Mailboxes=${mailboxes.map((mailbox) => mailbox.guid).join(',')};S:ItemEntryId=00-00-00-00-${entryId(random.hex(88))};S:E2ELatency=${seconds(message.clock + wait - message.start)};S:DeliveryPriority=Normal;S:AccountForest=contoso.com`,
  });
}
