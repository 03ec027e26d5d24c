import { fail } from '../hops/bounce.ts';
import { deferOutside, passToEdge, type RemoteHost } from '../hops/edge.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage } from '../message.ts';
import { edge, people } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import { pickSender } from './colleagues.ts';
import { MINUTE, type TrafficSource } from './traffic-source.ts';

const HOUR = 60 * MINUTE;
/** Exchange gives up after two days (MessageExpirationTimeout). */
const EXPIRES = 48 * HOUR;
const host: RemoteHost = { host: 'mail.closed-shop.example', ip: '192.0.2.250' };
const writers = people.filter((person) => !person.cloud);
const NO_ANSWER =
  '[{LED=441 4.4.1 Error encountered while communicating with primary target IP address: "Failed to connect. Winsock error code: 10060"};{FQDN=mail.closed-shop.example};{IP=192.0.2.250}]';
const EXPIRED = '550 4.4.7 QUEUE.Expired; message expired';

/** A host that no longer answers: hours of DEFER, then FAIL with 4.4.7 and a report. About four messages a day. */
export const unreachableHost: TrafficSource = {
  name: 'unreachable',
  slot: 6 * HOUR,
  reach: EXPIRES + 8 * HOUR,
  exact: true,
  expected: () => 1,
  create(ticket) {
    const { random, time } = ticket;
    const sender = pickSender(random, time, writers);
    const to = [`office@closed-shop.example`];
    const message = createMessage(ticket, {
      subject: subjectOf('business', random),
      sender: sender.address,
      bytes: random.around(20_000, 0.5),
      directionality: 'Originating',
      originalClientIp: '10.21.4.87',
      originalServerIp: sender.database.server.ip,
    });
    const hub = submitFromMailbox(message, sender, to, ['To']);
    passToEdge(message, hub, to);
    for (
      let retry = 10 * MINUTE;
      message.clock - message.start < EXPIRES;
      retry = Math.min(retry * 2, 4 * HOUR)
    ) {
      deferOutside(message, host, to, NO_ANSWER, retry);
    }
    fail(message, edge, to, { source: 'QUEUE', status: EXPIRED }, { peer: host });
    return message;
  },
};
