import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom, type Random } from '../local/sample/random.ts';
import { messageTrackingTable } from '../src/streams/message-tracking.ts';

/** The first 31 columns of MessageTrackingLog_CL: those that a record of a log file fills, and FilePath. */
export const columns = messageTrackingTable.columns.slice(0, 31).map(({ name, type }) => ({
  name,
  type: type === 'datetime' ? ('datetime' as const) : ('string' as const),
}));

/** The rows' times: a week from here. */
export const BEGIN = Date.UTC(2026, 10, 9);
const WEEK = 7 * 86_400_000;

/** Events of one message in their order; each becomes a row. */
const trails = [
  ['HARECEIVE', 'RECEIVE', 'AGENTINFO', 'SEND', 'DELIVER', 'DELIVER'],
  ['SUBMIT', 'RECEIVE', 'AGENTINFO', 'SENDEXTERNAL', 'NOTIFYMAPI', 'DELIVER'],
  ['RECEIVE', 'AGENTINFO', 'RESOLVE', 'EXPAND', 'DELIVER', 'HADISCARD'],
  ['HAREDIRECT', 'RECEIVE', 'AGENTINFO', 'DEFER', 'FAIL', 'DSN'],
] as const;
const sources: Readonly<Record<string, string>> = {
  AGENTINFO: 'AGENT',
  DELIVER: 'STOREDRIVER',
  SUBMIT: 'STOREDRIVER',
  NOTIFYMAPI: 'STOREDRIVER',
  RESOLVE: 'ROUTING',
  EXPAND: 'ROUTING',
  DSN: 'DSN',
};
const subjects = [
  (r: Random) => `Quotation ${r.int(10_000, 99_999)} for your request`,
  (r: Random) => `Re: Minutes of the weekly meeting, ${r.int(1, 28)} March`,
  (r: Random) => `Purchase order ${r.int(10_000, 99_999)}`,
  (r: Random) => `RE: Invoice ${r.int(10_000, 99_999)}, revised prices`,
  (r: Random) => `Überblick Quartalszahlen ${r.int(1, 9999)}`,
  (r: Random) => `Pump reports error "E-${r.int(1, 99)}, sensor"`,
  (r: Random) => `Счёт № ${r.int(1, 9999)} за март`,
];
const domains = ['fabrikam.com', 'northwind.example', 'contoso.com', 'Fabrikam.com', 'tailspin.example'];
const names = ['anna', 'jurgen', 'siti', 'marcus', 'chloe', 'tomasz', 'k.andersen', 'k.lee'];

/**
 * Rows shaped like message tracking logs: six a message, 10,000 senders of uneven weight, 1 to 9 recipients, contexts
 * and latencies that differ from row to row. The same rows for the same seed.
 */
export function* trackingRows(count: number, seed = 1): Iterable<Record<string, string>> {
  const random = createRandom(seed, 'kql');
  const senders = Array.from(
    { length: 10_000 },
    (_, i) => `${random.pick(names)}.${i}@${random.pick(domains)}`,
  );
  const mailboxes = Array.from({ length: 8000 }, (_, i) => `${random.pick(names)}.${i}@contoso.com`);
  const step = WEEK / Math.ceil(count / 6);
  let made = 0;
  for (let message = 0; made < count; message++) {
    // the square makes few senders write much
    const sender =
      message % 97 === 5
        ? 'k.andersen.7@fabrikam.com'
        : senders[Math.floor(random.next() ** 2 * senders.length)]!;
    const to = Array.from({ length: random.chance(0.2) ? random.int(2, 9) : 1 }, () =>
      random.pick(mailboxes),
    );
    const trail = random.chance(0.04) ? trails[3] : trails[random.int(0, 2)]!;
    const common = {
      internalMessageId: String(34_359_738_368_000 + message),
      messageId: `<${random.hex(32)}@contoso.com>`,
      networkMessageId: guid(random),
      totalBytes: String(Math.round(random.around(40_000, 1.2))),
      recipientCount: String(to.length),
      messageSubject: random.pick(subjects)(random),
      senderAddress: sender,
      returnPath: sender,
      originalClientIp: `203.0.113.${random.int(1, 250)}`,
    };
    let time = BEGIN + message * step;
    for (const event of trail) {
      if (made++ >= count) return;
      time += random.around(300, 1);
      yield row(event, time, to, common, random);
    }
  }
}

function row(event: string, time: number, to: string[], common: Record<string, string>, random: Random) {
  const at = new Date(time).toISOString();
  const server = `MBX0${random.int(1, 4)}`;
  const out: Record<string, string> = {
    TimeGenerated: at,
    clientIP: `10.20.1.${random.int(11, 24)}`,
    clientHostname: `MBX0${random.int(1, 4)}.contoso.com`,
    serverIp: `10.20.1.${random.int(11, 24)}`,
    senderHostname: `${server}.contoso.com`,
    sourceContext: `08DF${random.hex(12).toUpperCase()};${at};ClientSubmitTime:${at};Session:08DF${random.hex(12)}`,
    source: sources[event] ?? 'SMTP',
    eventId: event,
    recipientAddress: to.join(';'),
    recipientStatus: to
      .map(() => (event === 'FAIL' ? '550 5.1.1 User unknown' : '250 2.1.5 Recipient OK'))
      .join(';'),
    messageInfo: `${at};SRV=${server}.contoso.com:TOTAL-SUB=${part(random)}|SA=${part(random)};SRV=${server}.contoso.com:TOTAL-HUB=${part(random)}|SMR=${part(random)}|CAT=${part(random)}|CATRESL=${part(random)}`,
    directionality: common.senderAddress!.endsWith('@contoso.com') ? 'Originating' : 'Incoming',
    originalServerIp: '10.20.9.21',
    customData: `S:ProxyHop1=${server}.contoso.com(10.20.1.11);S:E2ELatency=${random.int(0, 9)}${part(random).slice(1)};S:FromEntity=Internet;S:MailboxDatabaseGuid=${guid(random)};S:DeliveryPriority=Normal;S:AccountForest=contoso.com`,
    transportTrafficType: 'Email',
    logId: guid(random),
    schemaVersion: '15.02.1544.009',
    FilePath: `/logs/${server}/MSGTRK${at.slice(0, 13).replace(/\D/g, '')}-1.LOG`,
    ...common,
  };
  if (event.startsWith('SEND')) out.connectorId = 'Intra-Organization SMTP Send Connector';
  if (event === 'RECEIVE') out.connectorId = `${server}\\Default ${server}`;
  return out;
}

function part(random: Random): string {
  return `0.${String(random.int(1, 999)).padStart(3, '0')}`;
}

function guid(random: Random): string {
  const hex = random.hex(32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Writes the rows as JSON, one a line, and hands over each run of lines. */
export async function writeRows(file: string, count: number, each: (lines: string[]) => void): Promise<void> {
  const out = createWriteStream(file);
  let lines: string[] = [];
  const flush = async () => {
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
    each(lines);
    lines = [];
  };
  for (const values of trackingRows(count)) {
    lines.push(JSON.stringify(values));
    if (lines.length >= 5000) await flush();
  }
  if (lines.length) await flush();
  out.end();
  await once(out, 'finish');
}
