import { logLine } from '../local/sample/log-line.ts';
import { trackingFields } from '../local/sample/message.ts';
import { createRandom, type Random } from '../local/sample/random.ts';

/** Stand-ins in a template for what differs from row to row. */
export const slots = {
  time: '\u0001',
  internalId: '\u0002',
  logId: '\u0003',
  messageGuid: '\u0004',
} as const;

/** Kinds of rows, how many of a hundred they are, and their fields. Guesses after public samples; see generate-log.ts. */
const kinds: readonly { share: number; fields: (random: Random) => Record<string, string> }[] = [
  {
    share: 7,
    fields: (random) => ({
      source: 'STOREDRIVER',
      'event-id': 'NOTIFYMAPI',
      'source-context': mapiContext(random, ''),
    }),
  },
  {
    share: 8,
    fields: (random) => ({
      source: 'STOREDRIVER',
      'event-id': 'SUBMIT',
      'source-context': mapiContext(random, ', SubmissionAssistant:MailboxTransportSubmissionEmailAssistant'),
      'message-info': `${slots.time};LSRV=MBX01.contoso.com:TOTAL-SUB=0.${random.int(100, 999)}|SA=0.0${random.int(10, 99)}`,
      'custom-data': `S:Mailbox=${guid(random)};S:ItemEntryId=${entry(random, 24)};S:DeliveryPriority=Normal`,
    }),
  },
  {
    share: 16,
    fields: (random) => ({
      source: 'SMTP',
      'event-id': random.chance(0.3) ? 'SENDEXTERNAL' : 'SEND',
      'connector-id': 'Intra-Organization SMTP Send Connector',
      'source-context': `;250 2.6.0 <${random.hex(32)}@contoso.com> [InternalId=${random.int(1e12, 9e12)}, Hostname=MBX02.contoso.com] ${random.int(4000, 90_000)} bytes in 0.${random.int(100, 999)}, ${random.int(10, 400)}.${random.int(100, 999)} KB/sec Queued mail for delivery;ClientSubmitTime:${slots.time};RemoteSession:08DF${random.hex(12).toUpperCase()}`,
      'message-info': latencies(random),
      'custom-data': `S:E2ELatency=${random.int(0, 9)}.${random.int(100, 999)};S:ExternalSendLatency=0.${random.int(100, 999)};S:ToEntity=Internet;S:FromEntity=Hosted;S:MsgRecipCount=1;S:IncludeInSla=True;S:IsSmtpResponseFromExternalServer=False;S:Microsoft.Exchange.Transport.MailRecipient.RequiredTlsAuthLevel=Opportunistic;S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=EncryptionOnly;S:DeliveryPriority=Normal`,
    }),
  },
  {
    share: 15,
    fields: (random) => ({
      source: 'AGENT',
      'event-id': 'AGENTINFO',
      'source-context': 'CatContentConversion',
      'message-info': slots.time,
      'custom-data': `S:AMA=SUM|v=0|action=|error=|atch=${random.int(0, 3)};S:TRA=ETR|ruleId=${guid(random)}|st=6/30/2026 1:02:44 PM|action=PrependSubject|sev=1|mode=Enforce;S:TRA=ETRP|ruleId=${guid(random)}|ExecW=${random.int(0, 9)}|ExecC=${random.int(0, 9)}|Conditions=GTOEP,M.MAS,1;S:TRA=ETRP|ruleId=${guid(random)}|ExecW=0|ExecC=0;S:CompCost=|AMA=1|ETR=0;S:DeliveryPriority=Normal;S:AccountForest=contoso.com`,
    }),
  },
  {
    share: 20,
    fields: (random) => ({
      source: 'SMTP',
      'event-id': 'RECEIVE',
      'connector-id': 'MBX01\\Default MBX01',
      'source-context': `08DF${random.hex(12).toUpperCase()};${slots.time};0`,
      'message-info': '0cA: ',
      'custom-data': `S:ProxyHop1=MBX01.contoso.com(10.20.1.11);S:FirstForestHop=MBX01.contoso.com;S:FromEntity=Internet;S:ProxiedClientIPAddress=203.0.113.${random.int(1, 250)};S:ProxiedClientHostname=mail${random.int(1, 99)}.fabrikam.com;S:OriginalFromAddress=k.andersen@fabrikam.com;S:DeliveryPriority=Normal;S:AccountForest=contoso.com`,
    }),
  },
  {
    share: 20,
    fields: (random) => ({
      source: 'STOREDRIVER',
      'event-id': 'DELIVER',
      'source-context': `${random.hex(16).toUpperCase()};${slots.time};ClientSubmitTime:${slots.time};Session:08DF${random.hex(12).toUpperCase()}`,
      'message-info': latencies(random),
      'custom-data': `S:MailboxDatabaseGuid=${guid(random)};S:Mailboxes=${guid(random)};S:ItemEntryId=${entry(random, 44)};S:E2ELatency=${random.int(0, 9)}.${random.int(100, 999)};S:DeliveryPriority=Normal;S:AccountForest=contoso.com`,
    }),
  },
  {
    share: 11,
    fields: (random) => ({
      source: 'SMTP',
      'event-id': random.chance(0.5) ? 'HARECEIVE' : 'HAREDIRECT',
      'source-context': `08DF${random.hex(12).toUpperCase()};${slots.time};0`,
      'message-info': `${slots.time};`,
    }),
  },
  {
    share: 3,
    fields: () => ({
      source: 'SMTP',
      'event-id': 'FAIL',
      'recipient-status': '550 5.1.1 <>: Recipient address rejected, user unknown in virtual mailbox table',
      'message-info': slots.time,
    }),
  },
];

const plain = [
  'Quotation 48213 for your request',
  'Re: Minutes of the weekly meeting',
  'Purchase order 77120',
  'Delivery dates for the second quarter',
];
const comma = ['Agenda for Monday, please add your points', 'RE: Quotation 55812, revised prices'];
const quotes = ['Can you review "Aurora design v3" today?', 'Pump reports error "E-17, sensor"'];
const foreign = [
  'Überblick Quartalszahlen März',
  '会議の議題について',
  'Счёт № 5120 за март',
  'Réunion budgétaire: ordre du jour',
];

/** Lines, CRLF included, with the stand-ins of `slots`. */
export function logTemplates(count: number, seed: number): string[] {
  const random = createRandom(seed, 'bench');
  return Array.from({ length: count }, () => logLine(valuesOf(random)));
}

function valuesOf(random: Random): string[] {
  const kind = random.weighted(kinds, (entry) => entry.share);
  const fields = kind.fields(random);
  const probe = random.chance(0.08);
  const people = Array.from(
    { length: random.chance(0.185) && !probe ? random.int(2, 9) : 1 },
    () =>
      `${random.pick(['anna', 'jurgen', 'siti', 'marcus', 'chloe', 'tomasz'])}.${random.hex(6)}@contoso.com`,
  );
  const health = `HealthMailbox${random.hex(32)}@contoso.com`;
  const to = probe ? [health] : people;
  const sender = probe
    ? health
    : `k.${random.hex(5)}@${random.pick(['fabrikam.com', 'northwind.example', 'contoso.com'])}`;
  const common: Record<string, string> = {
    'date-time': slots.time,
    'client-ip': `10.20.1.${random.int(11, 14)}`,
    'client-hostname': 'MBX01.contoso.com',
    'server-ip': `10.20.1.${random.int(11, 14)}`,
    'server-hostname': 'MBX02.contoso.com',
    'internal-message-id': slots.internalId,
    'message-id': `<${random.hex(32)}@contoso.com>`,
    'network-message-id': slots.messageGuid,
    'recipient-address': to.join(';'),
    'recipient-status': to.map(() => '250 2.1.5 Recipient OK').join(';'),
    'total-bytes': String(random.int(2500, 900_000)),
    'recipient-count': String(to.length),
    'message-subject': subject(random),
    'sender-address': sender,
    'return-path': sender,
    directionality: random.pick(['Incoming', 'Originating']),
    'original-client-ip': `203.0.113.${random.int(1, 250)}`,
    'original-server-ip': '10.20.9.21',
    'transport-traffic-type': 'Email',
    'log-id': slots.logId,
    'schema-version': '15.02.1544.009',
  };
  return trackingFields.map((name) => fields[name] ?? common[name] ?? '');
}

function subject(random: Random): string {
  const chance = random.next();
  if (chance < 0.062) return random.pick(quotes);
  if (chance < 0.144) return random.pick(foreign);
  if (chance < 0.195) return random.pick(comma);
  return random.pick(plain);
}

function mapiContext(random: Random, more: string): string {
  return `MDB:${guid(random)}, Mailbox:${guid(random)}, Event:${random.int(1e6, 1e8)}, MessageClass:IPM.Note, CreationTime:${slots.time}, ClientType:MOMT, ClientInfo:Client=MSExchangeRPC, LocalTime:${slots.time}${more}`;
}

function latencies(random: Random): string {
  const part = () => `0.${String(random.int(1, 999)).padStart(3, '0')}`;
  return `${slots.time};SRV=MBX01.contoso.com:TOTAL-SUB=${part()}|SA=${part()}|MTSSDA=${part()}|MTSSDC=${part()};SRV=MBX01.contoso.com:TOTAL-HUB=${part()}|SMR=${part()}(SMRPI=${part()}(SMRPI-FrontendProxyAgent=${part()}))|CAT=${part()}(CATOS=${part()}(CATSM=${part()}(CATSM-Malware Agent=${part()}))|CATRESL=${part()}|CATORES=${part()}(CATRS-Transport Rule Agent=${part()}|CATRS-Index Routing Agent=${part()}));SRV=MBX02.contoso.com:TOTAL-DEL=${part()}|SMR=${part()}`;
}

function guid(random: Random): string {
  const hex = random.hex(32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function entry(random: Random, bytes: number): string {
  return `00-00-00-00-${random
    .hex(bytes * 2)
    .toUpperCase()
    .match(/../g)!
    .join('-')}`;
}
