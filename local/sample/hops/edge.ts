import { sessionId } from '../identifiers.ts';
import { isoTime, type Message, recipientFields, seconds, track } from '../message.ts';
import { edge, type Server } from '../organisation.ts';
import { latenciesAfterSend, recordAgents, sendToServer, sessionFields } from './transport.ts';

/** A mail host on the internet. */
export interface RemoteHost {
  readonly host: string;
  readonly ip: string;
}

export const TO_INTERNET = 'EdgeSync - Default-First-Site-Name to Internet';
export const FROM_INTERNET = 'EdgeSync - Inbound to Default-First-Site-Name';

/** The Edge takes a message from the internet: SMTP RECEIVE and AGENTINFO on EDGE01. */
export function receiveFromInternet(message: Message, peer: RemoteHost, to: readonly string[]): void {
  const wait = message.random.around(350, 0.6) + message.bytes / 5000;
  receiveOnEdge(message, peer, to, 'Internet', wait);
}

/** The Edge takes a message from outside. @param from its FromEntity @param wait milliseconds that it takes */
export function receiveOnEdge(
  message: Message,
  peer: RemoteHost,
  to: readonly string[],
  from: 'Internet' | 'HybridOnPrem',
  wait: number,
): void {
  const { random } = message;
  const began = message.clock;
  track(message, edge, 'MSGTRK', wait, {
    source: 'SMTP',
    'event-id': 'RECEIVE',
    'client-ip': peer.ip,
    'client-hostname': peer.host,
    'server-ip': edge.ip,
    'server-hostname': edge.name,
    'source-context': `${sessionId(random, began)};${isoTime(began)};0`,
    'connector-id': `${edge.name}\\Default internal receive connector ${edge.name}`,
    ...recipientFields(to),
    'message-info': '04I: ',
    'custom-data': `S:FromEntity=${from};S:OriginalFromAddress=${message.returnPath};S:ProxiedClientIPAddress=${peer.ip};S:ProxiedClientHostname=${peer.host};S:DeliveryPriority=Normal`,
  });
  recordAgents(message, edge, to);
  message.latencies += `;SRV=${edge.fqdn}:TOTAL-EDGE=${seconds(message.clock - began)}|SMR=${seconds((message.clock - began) * 0.7)}`;
}

/** The Edge passes an incoming message on to a mailbox server. */
export function passInside(message: Message, hub: Server, to: readonly string[]): void {
  sendToServer(message, edge, hub, to, FROM_INTERNET, message.random.around(90, 0.5));
}

/** A mailbox server gives an outgoing message to the Edge, which records SMTP RECEIVE. */
export function passToEdge(
  message: Message,
  hub: Server,
  to: readonly string[],
  connector: string = TO_INTERNET,
): void {
  const { random } = message;
  const began = message.clock;
  track(message, edge, 'MSGTRK', random.around(70, 0.4), {
    source: 'SMTP',
    'event-id': 'RECEIVE',
    'client-ip': hub.ip,
    'client-hostname': hub.fqdn,
    'server-ip': edge.ip,
    'server-hostname': edge.name,
    'source-context': `${sessionId(random, began)};${isoTime(began)};0`,
    'connector-id': `${edge.name}\\Default internal receive connector ${edge.name}`,
    ...recipientFields(to),
    'message-info': '0cA: ',
    'custom-data': `S:FromEntity=OnPremises;S:OriginalFromAddress=${message.returnPath};S:DeliveryPriority=Normal`,
  });
  sendToServer(message, hub, edge, to, connector, random.around(20, 0.4));
}

/** SENDEXTERNAL: a host outside took the message. `wait` is the time of the session in milliseconds. */
export function sendOutside(
  message: Message,
  from: Server,
  peer: RemoteHost,
  to: readonly string[],
  options: { connector?: string; toEntity?: string; wait?: number } = {},
): void {
  const { random } = message;
  const wait = options.wait ?? random.around(900, 0.6) + message.bytes / 3000;
  track(message, from, 'MSGTRK', wait, {
    ...sessionFields(message, from, { ip: peer.ip, fqdn: peer.host }, options.connector ?? TO_INTERNET),
    'event-id': 'SENDEXTERNAL',
    'source-context': `${sessionId(random, message.clock)};250 2.0.0 Ok: queued as ${random.hex(11).toUpperCase()};ClientSubmitTime:${message.directionality === 'Originating' ? isoTime(message.start) : ''}`,
    ...recipientFields(
      to,
      to.map((address) => `250 2.1.5 <${address}>, recipient ok`),
    ),
    'message-info': isoTime(message.start) + latenciesAfterSend(message, from, wait),
    'custom-data': `S:E2ELatency=${seconds(message.clock + wait - message.start)};S:ExternalSendLatency=${seconds(wait)};S:ToEntity=${options.toEntity ?? 'Internet'};S:FromEntity=${message.directionality === 'Incoming' ? 'Internet' : 'Hosted'};S:MsgRecipCount=${to.length};S:IsSmtpResponseFromExternalServer=True;S:IncludeInSla=True;S:Microsoft.Exchange.Transport.MailRecipient.RequiredTlsAuthLevel=Opportunistic;S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=CertificateValidation;S:DeliveryPriority=Normal`,
  });
}

/** DEFER: the host outside wants us to try again later. `retry` is the wait until the next attempt, in milliseconds. */
export function deferOutside(
  message: Message,
  peer: RemoteHost,
  to: readonly string[],
  status: string,
  retry: number,
): void {
  track(message, edge, 'MSGTRK', message.random.around(700, 0.4), {
    ...sessionFields(message, edge, { ip: peer.ip, fqdn: peer.host }, TO_INTERNET),
    'event-id': 'DEFER',
    'source-context': `${sessionId(message.random, message.clock)};${status};Retry at ${isoTime(message.clock + retry)}`,
    ...recipientFields(to, status),
    'message-info': isoTime(message.start),
    'custom-data': 'S:ToEntity=Internet;S:DeliveryPriority=Normal',
  });
  message.clock += retry;
}
