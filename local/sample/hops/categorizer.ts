import { correspondents } from '../correspondents.ts';
import { fork, isoTime, type Message, recipientFields, track } from '../message.ts';
import {
  DOMAIN,
  edge,
  findGroup,
  findMailbox,
  forwardedMailboxes,
  type Mailbox,
  type Server,
} from '../organisation.ts';
import { fail } from './bounce.ts';
import { deliverToMailboxes, discardShadow } from './delivery.ts';
import { deferOutside, passToEdge, type RemoteHost, sendOutside } from './edge.ts';
import { cloudAddress, sendToExchangeOnline } from './hybrid.ts';

/** Reply of hosts that greylist. */
const GREYLISTED = '451 4.7.1 Greylisting in action, please come back later';
const UNKNOWN_HERE = '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup';
export const UNKNOWN_THERE =
  '550 5.1.1 <>: Recipient address rejected: User unknown in virtual mailbox table';

/** What may happen on the way out, for addresses outside. */
export interface OutsideOptions {
  /** Addresses that the host there does not know. */
  readonly unknown?: ReadonlySet<string>;
  /** The host behind an address; by default that of the correspondent with its domain. */
  readonly hostOf?: (address: string) => RemoteHost;
  /** Where delivery reports to a sender outside go. */
  readonly origin?: RemoteHost;
}

/**
 * The categorizer of a hub: groups become members (EXPAND), forwards become their targets (REDIRECT), cloud mailboxes
 * their routing address (RESOLVE), unknown addresses of ours FAIL. Then every recipient goes its way: to mailboxes, or
 * by the Edge to Exchange Online or the internet.
 */
export function route(
  message: Message,
  hub: Server,
  recipients: readonly string[],
  options: OutsideOptions = {},
): void {
  const mailboxes = new Map<string, Mailbox>();
  const outside: string[] = [];
  const unknown: string[] = [];

  for (const address of recipients) {
    const group = findGroup(address);
    const forward = forwardedMailboxes.find((entry) => entry.address === address);
    const mailbox = findMailbox(address);
    if (group !== undefined) {
      const members = group.members.filter((member) => member.address !== message.sender);
      routing(
        message,
        hub,
        'EXPAND',
        members.map((member) => member.address),
        address,
      );
      for (const member of members) mailboxes.set(member.address, member);
    } else if (forward !== undefined) {
      routing(message, hub, 'REDIRECT', [forward.to.address], address);
      mailboxes.set(forward.to.address, forward.to);
    } else if (mailbox !== undefined) {
      mailboxes.set(address, mailbox);
    } else if (address.endsWith(`@${DOMAIN}`)) {
      unknown.push(address);
    } else {
      outside.push(address);
    }
  }

  if (unknown.length > 0) {
    const failed = fork(message);
    fail(
      failed,
      hub,
      unknown,
      { source: 'ROUTING', status: UNKNOWN_HERE },
      options.origin && { origin: options.origin },
    );
    if (unknown.length === recipients.length) discardShadow(failed, hub, unknown);
  }
  const [cloud, local] = split([...mailboxes.values()], (mailbox) => mailbox.cloud);
  for (const [server, group] of Map.groupBy(local, (mailbox) => mailbox.database.server)) {
    deliverToMailboxes(fork(message), hub, server, group);
  }
  if (cloud.length > 0) {
    for (const mailbox of cloud) routing(message, hub, 'RESOLVE', [cloudAddress(mailbox)], mailbox.address);
    sendToExchangeOnline(fork(message), hub, cloud.map(cloudAddress));
  }
  if (outside.length > 0) sendToInternet(fork(message), hub, outside, options);
}

function routing(message: Message, hub: Server, event: string, to: readonly string[], related: string): void {
  track(message, hub, 'MSGTRK', message.random.around(6, 0.5), {
    source: 'ROUTING',
    'event-id': event,
    'server-hostname': hub.name,
    ...recipientFields(to),
    'related-recipient-address': related,
    'message-info': isoTime(message.start),
  });
}

function sendToInternet(
  message: Message,
  hub: Server,
  outside: readonly string[],
  options: OutsideOptions,
): void {
  passToEdge(message, hub, outside);
  discardShadow(fork(message), hub, outside);
  for (const group of Map.groupBy(outside, domainOf).values()) {
    const branch = fork(message);
    const peer = options.hostOf?.(group[0]!) ?? hostOf(group[0]!);
    if (
      correspondents.some((entry) => entry.greylists && entry.host === peer.host) &&
      branch.random.chance(0.4)
    ) {
      deferOutside(branch, peer, group, GREYLISTED, branch.random.int(300_000, 420_000));
    }
    const [refused, taken] = split(group, (address) => options.unknown?.has(address) ?? false);
    if (taken.length > 0) sendOutside(branch, edge, peer, taken);
    for (const address of refused) {
      fail(
        fork(branch),
        edge,
        [address],
        { source: 'SMTP', status: UNKNOWN_THERE.replace('<>', `<${address}>`) },
        { peer },
      );
    }
  }
}

/** The mail host of an address outside. Unknown domains have a host of a documentation address. */
export function hostOf(address: string): RemoteHost {
  const domain = domainOf(address);
  const known = correspondents.find((entry) => entry.domain === domain);
  return known ?? { host: `mx.${domain}`, ip: '203.0.113.250' };
}

function domainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1);
}

function split<T>(list: readonly T[], first: (item: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of list) (first(item) ? yes : no).push(item);
  return [yes, no];
}
