import { kqlLiteral } from '../query/kql-text.ts';
import { queryAddress } from '../shell/navigation.ts';
import type { Alert, Entity } from './evaluate-rule.ts';

/** Where to go on from an entity. */
export interface EntityLink {
  readonly text: string;
  readonly address: string;
}

/** First and last moment of something, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;
/** Around the times of an alert: mail on its way before, answers and forwards behind. */
const [before, behind] = [30 * MINUTE, 60 * MINUTE];

/**
 * When the mail of an alert was: by the times in its rows, with some room around; by the range that the rule looked at where
 * the rows have no time.
 */
export function alertSpan({ columns, rows }: Alert, looked: Span): Span {
  const places = columns.flatMap(({ type }, index) => (type === 'datetime' ? [index] : []));
  const times = rows
    .flatMap((row) => places.map((place) => Date.parse(String(row[place] ?? ''))))
    .filter((time) => time >= looked.from && time <= looked.to);
  if (times.length === 0) return wholeMinutes(looked);
  const earliest = times.reduce((least, time) => Math.min(least, time));
  const latest = times.reduce((most, time) => Math.max(most, time));
  return wholeMinutes({ from: earliest - before, to: latest + behind });
}

/** As the pages show and take times. */
function wholeMinutes({ from, to }: Span): Span {
  return { from: Math.floor(from / MINUTE) * MINUTE, to: Math.ceil(to / MINUTE) * MINUTE };
}

/**
 * What a person can look at from an entity: messages in the workbook Message journey, filled in, and all records in a query.
 * None for entities that name no mail.
 */
export function entityLinks({ type, fields }: Entity, span: Span): EntityLink[] {
  const field = (name: string) => fields.find(([identifier]) => identifier === name)?.[1] ?? '';
  const first = fields[0]?.[1] ?? '';
  switch (type) {
    case 'Account':
    case 'Mailbox': {
      const address = first.includes('@') ? first : `${first}@${field('UPNSuffix')}`;
      if (!/^[^\s@]+@[^\s@]+$/.test(address)) return [];
      const text = kqlLiteral(address.toLowerCase(), 'string');
      return [
        { text: 'Find messages from it', address: journey({ From: address }, span) },
        { text: 'Find messages to it', address: journey({ To: address }, span) },
        records(
          `SenderAddress == ${text} or set_has_element(Recipients, ${text}) or RelatedRecipient == ${text}`,
          span,
        ),
      ];
    }
    case 'DNS': {
      const text = kqlLiteral(first.toLowerCase(), 'string');
      return [
        { text: 'Find messages from it', address: journey({ From: `@${first}` }, span) },
        { text: 'Find messages to it', address: journey({ To: `@${first}` }, span) },
        records(`SenderDomain == ${text} or set_has_element(RecipientDomains, ${text})`, span),
      ];
    }
    case 'MailMessage': {
      const id = field('NetworkMessageId') || field('InternetMessageId') || first;
      const text = kqlLiteral(id, 'string');
      const Message = field('NetworkMessageId');
      return [
        { text: 'Find the message', address: journey({ Id: id, ...(Message && { Message }) }, span) },
        records(`NetworkMessageId == ${text} or MessageId == ${text}`, span),
      ];
    }
    case 'IP': {
      const text = kqlLiteral(first, 'string');
      return [records(`SenderIP == ${text} or PeerIP == ${text} or ClientIP == ${text}`, span)];
    }
    case 'Host':
      return [records(`Computer =~ ${kqlLiteral(first, 'string')}`, span)];
    default:
      return [];
  }
}

/** The workbook Message journey with parameters chosen. */
function journey(chosen: Readonly<Record<string, string>>, { from, to }: Span): string {
  const TimeRange = { durationMs: to - from, endTime: new Date(to).toISOString() };
  const state = new URLSearchParams({ parameters: JSON.stringify({ TimeRange, ...chosen }) });
  return `/workbooks/message-journey#${state}`;
}

function records(condition: string, { from, to }: Span): EntityLink {
  const query = [
    'MailFlow',
    `| where ${condition}`,
    '| project EventTime, Computer, EventId, Source, Outcome, Direction, SenderAddress, RecipientAddress, Subject, SenderIP, NetworkMessageId, MessageId',
    '| sort by EventTime asc',
  ].join('\n');
  const [start, end] = [from, to].map((time) => new Date(time).toISOString());
  return { text: 'Query its records', address: queryAddress(query, `${start}/${end}`) };
}
