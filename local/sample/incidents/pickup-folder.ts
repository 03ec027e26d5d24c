import { route } from '../hops/categorizer.ts';
import { passInside } from '../hops/edge.ts';
import { acceptByTransport, recordAgents } from '../hops/transport.ts';
import { createMessage, fork, type Message, recipientFields, seconds, track } from '../message.ts';
import { edge, mailboxServers, people } from '../organisation.ts';
import type { Incident, Stage } from './incident.ts';

const MINUTE = 60_000;

export const pickupFolder: Incident = {
  name: 'pickup-folder',
  story:
    'Somebody got onto the Edge server and drops files into its pickup folder: six mails in the name of a colleague, to four people each, that never passed an SMTP session.',
  guilty: 'Every record of these mails.',
  reach: 60 * MINUTE,
  stage(stage) {
    const { random, start } = stage;
    const name = random.pick(people);
    const readers = random
      .sample(
        people.filter((person) => person !== name),
        24,
      )
      .map((person) => person.address);
    return Array.from({ length: 6 }, (_, index) =>
      drop(stage, name.address, readers.slice(index * 4, index * 4 + 4), start + random.int(0, 12 * MINUTE)),
    );
  },
};

/** The Pickup directory's scan finds a file. Nobody handed it over: the record names no client and no connector. */
function drop(
  { random, ticket, guilty }: Stage,
  sender: string,
  to: readonly string[],
  time: number,
): Message {
  const message = createMessage(ticket(time), {
    subject: 'Salary review: your letter',
    sender,
    bytes: random.around(17_000, 0.05),
    directionality: 'Originating',
    originalClientIp: '',
    originalServerIp: edge.ip,
    incident: guilty,
  });
  track(message, edge, 'MSGTRK', random.around(120, 0.4), {
    source: 'PICKUP',
    'event-id': 'RECEIVE',
    'server-ip': edge.ip,
    'server-hostname': edge.name,
    ...recipientFields(to),
    'message-info': '04I: ',
    'custom-data': 'S:DeliveryPriority=Normal',
  });
  recordAgents(message, edge, to);
  message.latencies = `;SRV=${edge.fqdn}:TOTAL-EDGE=${seconds(message.clock - message.start)}`;
  const hub = random.pick(mailboxServers);
  acceptByTransport(message, hub, to, {
    client: edge,
    connector: `${hub.name}\\Default ${hub.name}`,
    fromEntity: 'OnPremises',
  });
  passInside(fork(message), hub, to);
  route(message, hub, to);
  return message;
}
