import { plainGuid, sessionId } from '../identifiers.ts';
import { internalId, isoTime, type Message, recipientFields, seconds, track } from '../message.ts';
import { edge, partnerOf, type Server } from '../organisation.ts';
import { createRandom } from '../random.ts';

/** How a message reaches a transport service. */
export interface Arrival {
  /** The peer of the SMTP session. */
  readonly client: { readonly ip: string; readonly fqdn: string };
  readonly connector: string;
  /** `FromEntity` in custom-data: Internet, Hosted (a mailbox of ours), HybridOnPrem, OnPremises (an application). */
  readonly fromEntity: string;
}

/**
 * A mailbox server's transport service accepts a message: it leaves a shadow copy with its partner first (HARECEIVE
 * there, HAREDIRECT here), then records SMTP RECEIVE and what its agents did.
 */
export function acceptByTransport(
  message: Message,
  hub: Server,
  to: readonly string[],
  arrival: Arrival,
): void {
  const { random } = message;
  const began = message.clock;
  const shadow = partnerOf(hub);
  const session = sessionId(random, began);

  track(message, shadow, 'MSGTRK', random.around(40, 0.4), {
    source: 'SMTP',
    'event-id': 'HARECEIVE',
    'client-ip': hub.ip,
    'client-hostname': hub.fqdn,
    'server-ip': shadow.ip,
    'server-hostname': shadow.name,
    'source-context': `${sessionId(random, began)};${isoTime(began)};0`,
    'connector-id': `${shadow.name}\\Default ${shadow.name}`,
    ...recipientFields(to),
    reference: message.messageId,
    'message-info': `${isoTime(message.start)};`,
    'transport-traffic-type': '',
  });
  track(message, hub, 'MSGTRK', random.around(8, 0.4), {
    source: 'SMTP',
    'event-id': 'HAREDIRECT',
    'client-ip': hub.ip,
    'client-hostname': hub.name,
    'server-ip': shadow.ip,
    'server-hostname': shadow.fqdn,
    'source-context': session,
    ...recipientFields(to),
    'message-info': `${isoTime(message.start)};`,
    'transport-traffic-type': '',
  });
  track(message, hub, 'MSGTRK', random.around(6, 0.4), {
    source: 'SMTP',
    'event-id': 'RECEIVE',
    'client-ip': arrival.client.ip,
    'client-hostname': arrival.client.fqdn,
    'server-ip': hub.ip,
    'server-hostname': hub.name,
    'source-context': `${session};${isoTime(began)};${random.int(0, 2)}`,
    'connector-id': arrival.connector,
    ...recipientFields(to),
    'message-info': '0cA: ',
    'custom-data': [
      `S:ProxyHop1=${hub.fqdn}(${hub.ip})`,
      `S:FirstForestHop=${hub.fqdn}`,
      `S:FromEntity=${arrival.fromEntity}`,
      `S:ProxiedClientIPAddress=${arrival.client.ip}`,
      `S:ProxiedClientHostname=${arrival.client.fqdn}`,
      ...(arrival.fromEntity === 'Internet' ? [`S:OriginalFromAddress=${message.returnPath}`] : []),
      'S:DeliveryPriority=Normal',
      'S:AccountForest=contoso.com',
    ].join(';'),
  });
  recordAgents(message, hub, to);
  const spent = message.clock - began;
  message.latencies += `;SRV=${hub.fqdn}:TOTAL-HUB=${seconds(spent)}|SMR=${seconds(spent * 0.5)}(SMRPI=${seconds(spent * 0.3)}(SMRPI-FrontendProxyAgent=${seconds(spent * 0.3)}))|CAT=${seconds(spent * 0.4)}(CATOS=${seconds(spent * 0.1)}(CATSM=${seconds(spent * 0.1)}(CATSM-Malware Agent=${seconds(spent * 0.1)}))|CATRESL=0.004|CATORES=${seconds(spent * 0.2)}(CATRS=${seconds(spent * 0.2)}(CATRS-Transport Rule Agent=0.002|CATRS-Index Routing Agent=0.021)))`;
}

/** Contoso's transport rules: id, when last changed, what they do. */
export const transportRules = ['disclaimer', 'external-banner', 'card-numbers'].map((name, index) => ({
  name,
  id: plainGuid(createRandom('rule', name)),
  changed: `${['3/12/2026 9:14:07 AM', '6/30/2026 1:02:44 PM', '9/8/2026 7:55:30 AM'][index]}`,
  action: ['ApplyHtmlDisclaimer', 'PrependSubject', 'SetAuditSeverity'][index]!,
}));

/** AGENTINFO: anti-malware always, and for each transport rule whether it fired (ETR) or was only evaluated (ETRP). */
export function recordAgents(message: Message, server: Server, to: readonly string[]): void {
  const { random } = message;
  const fired = transportRules[message.directionality === 'Originating' ? 0 : 1]!;
  const attachments = message.bytes > 60_000 ? random.int(1, 3) : 0;
  const parts = [`S:AMA=SUM|v=0|action=|error=|atch=${attachments}`];
  if (attachments > 0) parts.push('S:AMA=EV|engine=M|v=0|sig=1.417.221.0|name=|file=');
  if (random.chance(0.35)) {
    parts.push(`S:TRA=ETR|ruleId=${fired.id}|st=${fired.changed}|action=${fired.action}|sev=1|mode=Enforce`);
  }
  for (const rule of transportRules) {
    const conditions = random.chance(0.5) ? '|Conditions=GTOEP,M.MAS,1' : '';
    parts.push(
      `S:TRA=ETRP|ruleId=${rule.id}|ExecW=${random.int(0, 4)}|ExecC=${random.int(0, 3)}${conditions}`,
    );
  }
  parts.push(`S:CompCost=|AMA=${random.int(0, 2)}|ETR=0`, 'S:DeliveryPriority=Normal');
  if (server !== edge) parts.push('S:AccountForest=contoso.com');

  track(message, server, 'MSGTRK', random.around(60, 0.5), {
    source: 'AGENT',
    'event-id': 'AGENTINFO',
    'server-hostname': server.name,
    'source-context': 'CatContentConversion',
    ...recipientFields(to),
    'message-info': isoTime(message.start),
    'custom-data': parts.join(';'),
  });
}

/** Mails to the same next hop take one SMTP session: the fields that SEND, SENDEXTERNAL, DEFER and FAIL have in common. */
export function sessionFields(
  message: Message,
  from: Server,
  peer: { ip: string; fqdn: string },
  connector: string,
) {
  return {
    source: 'SMTP',
    // On outgoing events the client is this server and the server is the remote one.
    'client-ip': from.ip,
    'client-hostname': from.fqdn,
    'server-ip': peer.ip,
    'server-hostname': peer.fqdn,
    'connector-id': connector,
    reference: from === edge || message.directionality === 'Incoming' ? '' : message.messageId,
  };
}

/** SEND between servers of ours. The reply names the internal-message-id that the next server gave the message. */
export function sendToServer(
  message: Message,
  from: Server,
  next: Server,
  to: readonly string[],
  connector: string,
  wait: number,
): void {
  track(message, from, 'MSGTRK', wait, {
    ...sessionFields(message, from, next, connector),
    'event-id': 'SEND',
    'source-context': `;250 2.6.0 ${message.messageId} [InternalId=${internalId(message, next)}, Hostname=${next.fqdn}] ${message.bytes} bytes in ${seconds(wait)}, ${(message.bytes / 1024 / (wait / 1000 + 0.01)).toFixed(3)} KB/sec Queued mail for delivery;ClientSubmitTime:${message.directionality === 'Originating' ? isoTime(message.start) : ''}`,
    ...recipientFields(to, '250 2.1.5 Recipient OK'),
    'message-info': isoTime(message.start) + latenciesAfterSend(message, from, wait),
    'custom-data': `S:E2ELatency=${seconds(message.clock + wait - message.start)};S:ToEntity=${next === edge ? 'Internet' : 'Hosted'};S:FromEntity=${message.directionality === 'Incoming' ? 'Internet' : 'Hosted'};S:MsgRecipCount=${to.length};S:IncludeInSla=True;S:Microsoft.Exchange.Transport.MailRecipient.RequiredTlsAuthLevel=Opportunistic;S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=EncryptionOnly;S:DeliveryPriority=Normal`,
  });
}

/** The latency tree with the time of a send, added to the segment of the same server where it is the last one. */
export function latenciesAfterSend(message: Message, from: Server, wait: number): string {
  const parts = `|QDM=0.004|SMSC=${seconds(wait * 0.3)}|SMS=${seconds(wait * 0.6)}`;
  const last = message.latencies.lastIndexOf(';SRV=');
  const segment = message.latencies.slice(last);
  const total = new RegExp(`^;SRV=${from.fqdn}:TOTAL-(?:HUB|EDGE)=([0-9.]+)`).exec(segment);
  if (total === null) return `${message.latencies};SRV=${from.fqdn}:TOTAL-HUB=${seconds(wait)}${parts}`;
  const sum = seconds(Number(total[1]) * 1000 + wait);
  const grown = total[0].slice(0, -total[1]!.length) + sum + segment.slice(total[0].length);
  return `${message.latencies.slice(0, last)}${grown}${parts}`;
}
