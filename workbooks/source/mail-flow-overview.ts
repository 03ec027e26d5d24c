import { bar, byteBar, bytes, details, heatmap, hidden, wide } from './column-formats.ts';
import { directionColors } from './outcome-looks.ts';
import {
  direction,
  directionName,
  domain,
  flowFilter,
  server,
  textParameter,
  timeRange,
} from './parameters.ts';
import { share, tileRows } from './tile-rows.ts';
import { chart, grid, parameters, text, tiles, type Workbook } from './workbook-items.ts';

/** One row a message, with its recipients as the sender wrote them (servers) or as they were reported (Exchange Online). */
const messages = `let messages = MailFlow
| where EventId in ('RECEIVE', 'SUBMIT') or TraceStatus != ''
| where isnotempty(MessageKey) and not(IsShadow)
${flowFilter}
| summarize arg_min(EventTime, Sender = SenderAddress, SenderDomain, Direction, Subject, IsNullSender, SenderIP, ClientType, Platform, First = Recipients, FirstDomains = RecipientDomains),
    All = make_set(Recipients), AllDomains = make_set(RecipientDomains), SizeBytes = max(SizeBytes) by MessageKey
| extend Recipients = iif(Platform == 'ExchangeOnline', All, First), RecipientDomains = iif(Platform == 'ExchangeOnline', AllDomains, FirstDomains)
| extend RecipientCount = array_length(Recipients);
`;

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** A row for each day of the week, Monday first, with a column for each hour; days without mail too. */
const week = `range Day from 1 to 7 step 1
| join kind=leftouter (messages
    | extend Hour = hourofday(EventTime)
    | summarize ${hours.map((hour) => `H${hour} = countif(Hour == ${Number(hour)})`).join(', ')}
        by Day = tolong(iif(dayofweek(EventTime) == 0d, 7.0, dayofweek(EventTime) / 1d))) on Day
| sort by Day asc
| project Weekday = case(${days.map((day, index) => `Day == ${index || 7}, '${day}'`).join(', ')}, ''),
    ${hours.map((hour) => `H${hour} = coalesce(H${hour}, 0)`).join(', ')}`;

export const mailFlowOverview: Workbook = {
  displayName: 'Mail flow overview',
  description:
    'Who writes to whom, how much, how large and which way: the mail of all servers and of Exchange Online.',
  items: [
    text(
      'introduction',
      `Messages are counted once, however many servers they pass. Click a sender, a recipient or a domain: the messages at the end
show what was chosen, until the field above is cleared.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      textParameter('Sender', 'Sender', 'An address; a click in Top senders sets it.'),
      textParameter('Recipient', 'Recipient', 'An address; a click in Top recipients sets it.'),
      textParameter('PartnerDomain', 'Other domain', 'A domain; a click in a list of domains sets it.'),
    ]),
    tiles('totals', {
      title: 'Mail of all servers and of Exchange Online, as chosen above',
      height: 'small',
      query: `${messages}messages
| summarize Messages = count(), Recipients = sum(RecipientCount), Bytes = sum(SizeBytes), Largest = max(SizeBytes), Senders = dcount(Sender),
    Incoming = countif(Direction == 'Incoming'), Outgoing = countif(Direction == 'Outgoing'), Internal = countif(Direction == 'Internal'),
    Reports = countif(IsNullSender), Hours = max_of(1.0, {TimeRange:seconds} / 3600.0)
${tileRows([
  ['Messages', 'Messages', "strcat(round(Messages / Hours, 1), ' an hour')"],
  [
    'Recipients',
    'Recipients',
    "strcat(iif(Messages == 0, 0.0, round(1.0 * Recipients / Messages, 1)), ' a message')",
  ],
  ['Senders', 'Senders', "strcat(Reports, ' reports without a sender')"],
  [
    'Volume in MiB',
    'round(Bytes / 1048576.0, 1)',
    "strcat('largest ', round(Largest / 1048576.0, 1), ' MiB')",
  ],
  ['Incoming', 'Incoming', share('Incoming', 'Messages', 0)],
  ['Outgoing', 'Outgoing', share('Outgoing', 'Messages', 0)],
  ['Internal', 'Internal', share('Internal', 'Messages', 0)],
])}`,
    }),
    chart('messages over time', {
      title: 'Messages by direction',
      kind: 'timechart',
      width: 66,
      colors: directionColors,
      query: `${messages}messages
| summarize Messages = count() by Time = bin(EventTime, {TimeRange:grain}), Direction = ${directionName}
| sort by Time asc`,
      x: 'Time',
      y: ['Messages'],
      by: 'Direction',
    }),
    chart('share of directions', {
      title: 'Share of directions',
      kind: 'piechart',
      width: 34,
      colors: directionColors,
      query: `${messages}messages
| summarize Messages = count() by Direction = ${directionName}
| sort by Messages desc`,
    }),
    chart('volume over time', {
      title: 'Volume by direction',
      kind: 'areachart',
      width: 66,
      colors: directionColors,
      query: `${messages}messages
| summarize Bytes = sum(SizeBytes) by Time = bin(EventTime, {TimeRange:grain}), Direction = ${directionName}
| sort by Time asc`,
      x: 'Time',
      y: ['Bytes'],
      by: 'Direction',
      unit: 2,
    }),
    chart('sizes', {
      title: 'Messages by size',
      kind: 'categoricalbar',
      width: 34,
      query: `${messages}messages
| where isnotnull(SizeBytes)
| summarize Messages = count() by Step = case(SizeBytes < 10240, 1, SizeBytes < 102400, 2, SizeBytes < 1048576, 3, SizeBytes < 10485760, 4, 5)
| sort by Step asc
| project Size = case(Step == 1, 'up to 10 KiB', Step == 2, '10–100 KiB', Step == 3, '0.1–1 MiB', Step == 4, '1–10 MiB', 'over 10 MiB'), Messages`,
      x: 'Size',
      y: ['Messages'],
    }),
    grid('top senders', {
      title: 'Top senders, by recipients',
      width: 50,
      rows: 50,
      search: true,
      exports: [{ field: 'Sender', parameter: 'Sender' }],
      query: `${messages}messages
| where isnotempty(Sender) and not(IsNullSender)
| mv-expand Domain = iif(array_length(RecipientDomains) == 0, dynamic(['']), RecipientDomains) to typeof(string)
| summarize Recipients = take_any(RecipientCount), SizeBytes = take_any(SizeBytes), Domains = make_set_if(Domain, isnotempty(Domain)), EventTime = take_any(EventTime) by Sender, MessageKey
| summarize Messages = count(), Recipients = sum(Recipients), Domains = make_set(Domains, 10000), Bytes = sum(SizeBytes), Last = max(EventTime) by Sender
| top 50 by Recipients desc
| project Sender, Messages, Recipients, Domains = array_length(Domains), Bytes, Last`,
      formats: [bar('Messages'), bar('Recipients', 'orange'), byteBar('Bytes')],
      labels: { Bytes: 'Volume', Last: 'Last message' },
    }),
    grid('top recipients', {
      title: 'Top recipients, by messages',
      width: 50,
      rows: 50,
      search: true,
      exports: [{ field: 'Recipient', parameter: 'Recipient' }],
      query: `${messages}messages
| mv-expand Recipient = Recipients to typeof(string)
| where isnotempty(Recipient)
| summarize Messages = count(), Senders = dcount(Sender), Bytes = sum(SizeBytes), Last = max(EventTime) by Recipient
| top 50 by Messages desc`,
      formats: [bar('Messages'), bar('Senders', 'purple'), byteBar('Bytes')],
      labels: { Bytes: 'Volume', Last: 'Last message' },
    }),
    grid('sender domains', {
      title: 'Domains that write to us',
      width: 50,
      rows: 50,
      exports: [{ field: 'Domain', parameter: 'PartnerDomain' }],
      query: `${messages}messages
| where Direction == 'Incoming' and isnotempty(SenderDomain)
| summarize Messages = count(), Senders = dcount(Sender), Recipients = sum(RecipientCount), Bytes = sum(SizeBytes) by Domain = SenderDomain
| top 50 by Messages desc`,
      formats: [bar('Messages'), bar('Senders', 'purple'), bar('Recipients', 'orange'), byteBar('Bytes')],
      labels: { Bytes: 'Volume' },
    }),
    grid('recipient domains', {
      title: 'Domains that we write to',
      width: 50,
      rows: 50,
      exports: [{ field: 'Domain', parameter: 'PartnerDomain' }],
      query: `${messages}messages
| where Direction == 'Outgoing'
| mv-expand Domain = RecipientDomains to typeof(string)
// Colleagues may be among the recipients.
| where isnotempty(Domain) and Domain != SenderDomain
| join kind=leftanti MailAcceptedDomains on Domain
| summarize Messages = count(), Senders = dcount(Sender), Bytes = sum(SizeBytes), Last = max(EventTime) by Domain
| top 50 by Messages desc`,
      formats: [bar('Messages'), bar('Senders', 'purple'), byteBar('Bytes')],
      labels: { Bytes: 'Volume', Last: 'Last message' },
    }),
    grid('hours', {
      title: 'Messages by weekday and hour (UTC)',
      query: `${messages}${week}`,
      formats: [wide(heatmap('^H\\d\\d$'), 5)],
      labels: Object.fromEntries(hours.map((hour) => [`H${hour}`, hour])),
    }),
    grid('largest messages', {
      title: 'Largest messages',
      rows: 50,
      query: `${messages}messages
| top 50 by SizeBytes desc
| project SizeBytes, EventTime, Sender, Recipients = strcat_array(Recipients, '; '), Subject, Direction`,
      formats: [byteBar('SizeBytes', 'orange')],
      labels: { SizeBytes: 'Size', EventTime: 'Time' },
    }),
    grid('messages', {
      title: 'Messages of the chosen sender, recipient and domain, newest first',
      rows: 500,
      search: true,
      height: 'large',
      query: `${messages}messages
| where '{Sender:escape}' == '' or Sender == tolower('{Sender:escape}')
| where '{Recipient:escape}' == '' or set_has_element(Recipients, tolower('{Recipient:escape}'))
| where '{PartnerDomain:escape}' == '' or SenderDomain == tolower('{PartnerDomain:escape}') or set_has_element(RecipientDomains, tolower('{PartnerDomain:escape}'))
| top 500 by EventTime desc
| project EventTime, Sender, Recipients = strcat_array(Recipients, '; '), RecipientCount, Subject, SizeBytes, Direction, Platform, SenderIP, ClientType, MessageKey`,
      formats: [
        details('Subject'),
        bytes('SizeBytes'),
        bar('RecipientCount', 'orange'),
        hidden('MessageKey'),
      ],
      labels: {
        EventTime: 'Time',
        SizeBytes: 'Size',
        RecipientCount: 'To',
        SenderIP: 'From IP address',
        ClientType: 'Client',
      },
    }),
  ],
};
