import { route } from '../hops/categorizer.ts';
import { acceptByTransport } from '../hops/transport.ts';
import { createMessage, internalId, isoTime, type Message, recipientFields, track } from '../message.ts';
import { type Mailbox, people } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import { addressAt, mailSize, pickCorrespondent } from '../traffic/colleagues.ts';
import type { Incident, Stage } from './incident.ts';
import { mailFromOutside } from './mail-from-outside.ts';

const MINUTE = 60_000;
/** Where the rule sends everything: a private mailbox outside. */
export const DROP = 'backup.copy.4471@postbox.example';

export const inboxRuleForwarding: Incident = {
  name: 'inbox-rule-forwarding',
  story:
    'An inbox rule, set by whoever got into the mailbox, sends each mail that reaches somebody in Finance on to a private address outside.',
  guilty:
    'Every record of the forwarded copies: MAILBOXRULE RECEIVE to SENDEXTERNAL; not the mails that set the rule off.',
  reach: 90 * MINUTE,
  stage(stage) {
    const { random, start, ticket, bystander } = stage;
    const victim = random.pick(people.filter((person) => person.department === 'Finance' && !person.cloud));
    return Array.from({ length: 9 }, (_, index) => {
      const correspondent = pickCorrespondent(random);
      const original = mailFromOutside(
        ticket(start + index * 4 * MINUTE + random.int(0, 3 * MINUTE)),
        correspondent,
        [victim.address],
        {
          subject: subjectOf('business', random),
          sender: addressAt(correspondent, random),
          bytes: mailSize(random),
          incident: bystander,
        },
      );
      return [original, forward(stage, original, victim)];
    }).flat();
  },
};

/** The copy that the rule makes on the mailbox server when the original is delivered. */
function forward({ ticket, guilty, random }: Stage, original: Message, victim: Mailbox): Message {
  const { server } = victim.database;
  const delivered = original.records.find((record) => record.prefix === 'MSGTRKMD')!.time;
  const copy = createMessage(ticket(delivered), {
    subject: `FW: ${original.subject}`,
    sender: victim.address,
    bytes: original.bytes + 3100,
    directionality: 'Originating',
    originalClientIp: server.ip,
    originalServerIp: server.ip,
    incident: guilty,
  });
  track(copy, server, 'MSGTRKMD', random.around(40, 0.4), {
    source: 'MAILBOXRULE',
    'event-id': 'RECEIVE',
    'client-ip': server.ip,
    'client-hostname': server.name,
    'server-ip': server.ip,
    'server-hostname': server.name,
    'source-context': `MDB:${victim.database.guid}, Mailbox:${victim.guid}, RuleAction:Forward`,
    ...recipientFields([DROP], 'To'),
    reference: internalId(original, server),
    'message-info': isoTime(copy.start),
    'custom-data': `S:Mailbox=${victim.guid};S:DeliveryPriority=Normal`,
  });
  acceptByTransport(copy, server, [DROP], {
    client: server,
    connector: `${server.name}\\Default ${server.name}`,
    fromEntity: 'Hosted',
  });
  route(copy, server, [DROP]);
  return copy;
}
