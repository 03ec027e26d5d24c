import { bar, byteBar, details, hidden, secondsBar } from '../column-formats.ts';
import { messageWay } from '../message-way.ts';
import { directionName, flowFilter } from '../parameters.ts';
import { share, tileRows } from '../tile-rows.ts';
import { chart, grid, tabPart, tiles } from '../workbook-items.ts';

const sideColors = { 'Only servers': 'blue', 'Only Exchange Online': 'turquoise', Both: 'purple' };

/** One row a message, with where it was seen: on servers, in Exchange Online, or on both sides. */
const sides = `let sides = MailFlow
${flowFilter}
| where isnotempty(MessageKey) and not(IsShadow)
| summarize OnServers = countif(Platform == 'OnPremises') > 0, Online = countif(Platform == 'ExchangeOnline') > 0,
    Time = min(EventTime), FirstOnServers = minif(EventTime, Platform == 'OnPremises'), LastOnServers = maxif(EventTime, Platform == 'OnPremises'),
    FirstOnline = minif(EventTime, Platform == 'ExchangeOnline'), arg_min(EventTime, SenderAddress, SenderDomain, Subject, Direction), Recipients = make_set(Recipients),
    SizeBytes = max(SizeBytes) by MessageKey
| extend Side = case(OnServers and Online, 'Both', Online, 'Only Exchange Online', 'Only servers');
`;

export const hybridTab = tabPart('hybrid part', 'hybrid', [
  tiles('side tiles', {
    title: 'Messages by where they were seen',
    height: 'small',
    query: `${sides}sides
| summarize All = count(), Servers = countif(Side == 'Only servers'), Cloud = countif(Side == 'Only Exchange Online'), Both = countif(Side == 'Both'),
    Up = countif(Side == 'Both' and FirstOnServers <= FirstOnline), Crossing = percentile(iif(Side == 'Both', abs((FirstOnline - FirstOnServers) / 1s), real(null)), 50)
${tileRows([
  ['Only on servers', 'Servers', share('Servers', 'All')],
  ['Only in Exchange Online', 'Cloud', share('Cloud', 'All')],
  ['On both sides', 'Both', share('Both', 'All')],
  ['From servers to the cloud', 'Up', "strcat('the other way ', Both - Up)"],
  ['Median to cross, in s', 'round(Crossing, 1)', "'first record on each side'"],
])}`,
  }),
  chart('sides over time', {
    title: 'Messages by where they were seen, over time',
    kind: 'areachart',
    width: 60,
    colors: sideColors,
    query: `${sides}sides
| summarize Messages = count() by Time = bin(Time, {TimeRange:grain}), Side
| sort by Time asc`,
    x: 'Time',
    y: ['Messages'],
    by: 'Side',
  }),
  grid('sides by direction', {
    title: 'The same, by direction',
    width: 40,
    query: `${sides}sides
| summarize Messages = count(), Bytes = sum(SizeBytes) by Side, Direction = ${directionName}
| sort by Messages desc`,
    formats: [bar('Messages'), byteBar('Bytes')],
    labels: { Bytes: 'Volume' },
  }),
  grid('hybrid connectors', {
    title: 'Connectors to and from Exchange Online',
    none: 'No record names Exchange Online at the other end.',
    query: `MailFlow
${flowFilter}
| where Platform == 'OnPremises' and Source == 'SMTP' and not(IsShadow)
| where FromEntity == 'HybridOnPrem' or ToEntity == 'HybridOnPrem' or PeerHostname endswith '.outlook.com' or ConnectorId contains 'Office 365'
| summarize Messages = dcount(MessageKey), Failed = countif(Outcome == 'Failed'), Deferred = countif(Outcome == 'Deferred'), Tls = strcat_array(make_set_if(EffectiveTls, isnotempty(EffectiveTls), 5), ', '),
    Hosts = dcount(PeerHostname), Last = max(EventTime) by ConnectorId, Way = iif(EventId == 'RECEIVE', 'receives', 'sends'), Computer
| sort by Messages desc`,
    formats: [bar('Messages'), bar('Failed', 'red'), bar('Deferred', 'orange')],
    labels: { ConnectorId: 'Connector', Computer: 'Server', Tls: 'TLS', Last: 'Last used' },
  }),
  grid('slow crossings', {
    title: 'Messages on both sides: the slowest to cross',
    rows: 200,
    search: true,
    exports: [{ field: 'MessageKey', parameter: 'Message' }],
    none: 'No message was seen on both sides.',
    query: `${sides}sides
| where Side == 'Both'
| extend Crossing = abs((FirstOnline - FirstOnServers) / 1s), Way = iif(FirstOnServers <= FirstOnline, 'to the cloud', 'to servers')
| top 200 by Crossing desc
| project Crossing, Way, Time, SenderAddress, Recipients = strcat_array(Recipients, '; '), Subject, MessageKey`,
    formats: [secondsBar('Crossing'), details('Subject'), hidden('MessageKey')],
    labels: { SenderAddress: 'Sender' },
  }),
  messageWay('Click a message above to see its way.'),
]);
