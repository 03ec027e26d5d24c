import { exchangeOnline } from '../correspondents.ts';
import { fork, type Message } from '../message.ts';
import { CLOUD_DOMAIN, DOMAIN, edge, HYBRID_IP, type Mailbox, type Server } from '../organisation.ts';
import { discardShadow } from './delivery.ts';
import { passToEdge, receiveOnEdge, sendOutside } from './edge.ts';
import { trace } from './exchange-online.ts';

/** The send connector that the hybrid wizard makes; the Edge server is its source server. */
export const TO_CLOUD = 'Outbound to Office 365 - 6f1d2c7e';

/** The address by which the on-premises servers reach a mailbox in Exchange Online. */
export function cloudAddress(mailbox: Mailbox): string {
  return mailbox.address.replace(`@${DOMAIN}`, `@${CLOUD_DOMAIN}`);
}

/**
 * A hub sends to mailboxes in Exchange Online by way of the Edge: the last thing that our servers record is SENDEXTERNAL;
 * Exchange Online's trace goes on under the same id, as the hybrid connectors keep the organisation's headers.
 */
export function sendToExchangeOnline(message: Message, hub: Server, to: readonly string[]): void {
  const { random } = message;
  passToEdge(message, hub, to, TO_CLOUD);
  discardShadow(fork(message), hub, to);
  sendOutside(message, edge, { host: exchangeOnline.host, ip: exchangeOnline.ip }, to, {
    connector: TO_CLOUD,
    toEntity: 'HybridOnPrem',
    wait: random.around(1400, 0.4),
  });
  // Its time is that of the transport service behind the one that answered.
  trace(message, message.clock + random.around(250, 0.4), to, { fromIP: HYBRID_IP });
}

/** The Edge takes a message from Exchange Online: SMTP RECEIVE and AGENTINFO on EDGE01. */
export function receiveFromExchangeOnline(message: Message, to: readonly string[]): void {
  const wait = message.random.around(300, 0.5) + message.bytes / 20_000;
  receiveOnEdge(message, { host: exchangeOnline.sender, ip: exchangeOnline.ip }, to, 'HybridOnPrem', wait);
}
