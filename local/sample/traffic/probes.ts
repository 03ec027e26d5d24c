import { entryId } from '../hops/submission.ts';
import { acceptByTransport } from '../hops/transport.ts';
import { createMessage, isoTime, recipientFields, track } from '../message.ts';
import { DOMAIN, databases, mailboxServers } from '../organisation.ts';
import { createRandom } from '../random.ts';
import { MINUTE, type TrafficSource } from './traffic-source.ts';

const healthMailboxes = databases.map((database) => ({
  database,
  address: `HealthMailbox${createRandom('health', database.name).hex(32)}@${DOMAIN}`,
}));

/** Exchange's own watch: each server sends itself an inbound-proxy probe every five minutes. */
export const proxyProbes: TrafficSource = {
  name: 'proxy-probe',
  slot: 5 * MINUTE,
  reach: 7 * MINUTE,
  exact: true,
  expected: () => mailboxServers.length,
  create(ticket, index) {
    const server = mailboxServers[index]!;
    const to = [healthMailboxes.find((health) => health.database.server === server)!.address];
    const message = createMessage(ticket, {
      subject: 'Inbound proxy probe',
      sender: 'inboundproxy@contoso.com',
      messageId: `<${ticket.random.hex(32)}@${server.fqdn}>`,
      bytes: ticket.random.int(4800, 5600),
      directionality: 'Incoming',
      originalClientIp: '127.0.0.1',
      originalServerIp: '127.0.0.1',
    });
    acceptByTransport(message, server, to, {
      client: { ip: '127.0.0.1', fqdn: 'InboundProxyProbe' },
      connector: `${server.name}\\Default ${server.name}`,
      fromEntity: 'Internet',
    });
    track(message, server, 'MSGTRK', ticket.random.around(20, 0.3), {
      source: 'AGENT',
      'event-id': 'FAIL',
      'server-hostname': server.name,
      'source-context': 'System Probe Drop Agent',
      ...recipientFields(to, '250 2.1.5 Probe message dropped'),
      'message-info': isoTime(message.start),
      'custom-data': 'S:DeliveryPriority=Normal',
    });
    return message;
  },
};

/** A probe into each database every eight minutes: submission and delivery are seen to work. */
export const deliveryProbes: TrafficSource = {
  name: 'delivery-probe',
  slot: 8 * MINUTE,
  reach: 10 * MINUTE,
  exact: true,
  expected: () => healthMailboxes.length,
  create(ticket, index) {
    const { address, database } = healthMailboxes[index]!;
    const { server } = database;
    const message = createMessage(ticket, {
      subject: `MailboxDelivery probe ${ticket.random.hex(8)}`,
      sender: address,
      messageId: `<${ticket.random.hex(32)}@${server.fqdn}>`,
      bytes: ticket.random.int(1900, 2300),
      directionality: 'Originating',
      originalClientIp: server.ip,
      originalServerIp: server.ip,
    });
    const context = `MDB:${database.guid}, Mailbox:${createRandom('health', address).hex(32)}, Event:${ticket.random.int(1e6, 1e8)}, MessageClass:IPM.Note.MapiSubmitLAMProbe, CreationTime:${isoTime(message.start)}, ClientType:Monitoring`;
    const host = {
      'client-ip': server.ip,
      'client-hostname': server.name,
      'server-ip': server.ip,
      'server-hostname': server.name,
    };
    track(message, server, 'MSGTRKMS', ticket.random.around(40, 0.3), {
      source: 'STOREDRIVER',
      'event-id': 'SUBMIT',
      ...host,
      'source-context': context,
      ...recipientFields([address], '250 2.0.0 OK'),
      'message-info': isoTime(message.start),
    });
    track(message, server, 'MSGTRKMD', ticket.random.around(90, 0.3), {
      source: 'STOREDRIVER',
      'event-id': 'DELIVER',
      ...host,
      'source-context': ticket.random.hex(16).toUpperCase(),
      ...recipientFields([address], 'To'),
      'message-info': `${isoTime(message.start)};SRV=${server.fqdn}:TOTAL-DEL=0.090|SDD=0.071`,
      'custom-data': `S:MailboxDatabaseGuid=${database.guid};S:ItemEntryId=00-00-00-00-${entryId(ticket.random.hex(40))};S:DeliveryPriority=Normal`,
    });
    return message;
  },
};
