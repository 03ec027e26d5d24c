import { bar, byteBar, details, hidden, icons, secondsBar, secondsHeatmap } from './column-formats.ts';
import {
  direction,
  domain,
  flowFilter,
  outcomeFilter,
  server,
  textParameter,
  timeRange,
} from './parameters.ts';
import { tileRows } from './tile-rows.ts';
import { chart, grid, group, parameters, tabs, text, tiles, type Workbook } from './workbook-items.ts';

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

/** Message traces as they stand now: of each message and recipient the version that came last, the most final of one moment. */
const traces = `let rank = dynamic({ 'gettingstatus': 1, 'pending': 2, 'quarantined': 3, 'expanded': 4, 'filteredasspam': 5, 'delivered': 6, 'failed': 7, 'recalled': 8 });
let traces = MailFlow
${flowFilter}
| where Platform == 'ExchangeOnline' and TraceStatus != ''
| extend Order = IngestedTime + tolong(rank[TraceStatus]) * 1tick
| summarize arg_max(Order, EventTime, TraceStatus, Outcome, Direction, SenderAddress, SenderDomain, Subject, SizeBytes, SenderIP, Collector), Versions = count() by MessageKey, RecipientAddress;
`;

const polls = `let polls = MailflowHealth_CL
| where component == 'poll-message-trace';
`;

const tab = (value: string) => ({ parameter: 'Tab', value });

export const hybridAndExchangeOnline: Workbook = {
  displayName: 'Hybrid and Exchange Online',
  description:
    'Mail between servers and Exchange Online, what became of it there, and how the collection of message traces does.',
  items: [
    text(
      'introduction',
      `Records of servers and message traces of Exchange Online are joined by the network message id. A trace has a row for each
recipient and may change afterwards; its latest version counts.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      textParameter(
        'Status',
        'Trace status',
        'A delivery status; a click on a tile of Exchange Online sets it.',
      ),
      textParameter('Message', 'Message', 'Network message id; a click on a message sets it.'),
    ]),
    tabs('parts', 'Tab', {
      hybrid: 'Between servers and cloud',
      online: 'Exchange Online',
      collection: 'Collection of message traces',
    }),
    group(
      'hybrid part',
      [
        tiles('side tiles', {
          title: 'Messages by where they were seen',
          height: 'small',
          query: `${sides}sides
| summarize All = count(), Servers = countif(Side == 'Only servers'), Cloud = countif(Side == 'Only Exchange Online'), Both = countif(Side == 'Both'),
    Up = countif(Side == 'Both' and FirstOnServers <= FirstOnline), Crossing = percentile(iif(Side == 'Both', abs((FirstOnline - FirstOnServers) / 1s), real(null)), 50)
${tileRows([
  ['Only on servers', 'Servers', "strcat(iif(All == 0, 0.0, round(100.0 * Servers / All, 1)), ' %')"],
  ['Only in Exchange Online', 'Cloud', "strcat(iif(All == 0, 0.0, round(100.0 * Cloud / All, 1)), ' %')"],
  ['On both sides', 'Both', "strcat(iif(All == 0, 0.0, round(100.0 * Both / All, 1)), ' %')"],
  ['From servers to the cloud', 'Up', "strcat('the other way ', Both - Up)"],
  ['Median to cross, in s', 'round(Crossing, 1)', "'first record on each side'"],
])}`,
        }),
        chart('sides over time', {
          title: 'Messages by where they were seen',
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
          title: 'Sides and directions',
          width: 40,
          query: `${sides}sides
| summarize Messages = count(), Bytes = sum(SizeBytes) by Side, Direction = iif(isempty(Direction), 'Unknown', Direction)
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
        grid('way of the message', {
          title: 'Way of the chosen message',
          rows: 200,
          none: 'Click a message above to see its way.',
          query: `MailJourney(iif('{Message:escape}' == '', 'none', '{Message:escape}'))
| project Step, EventTime, Server, EventId, Source, Seconds = Took / 1s, RecipientAddress, Peer, ConnectorId, Status, Subject`,
          formats: [secondsBar('Seconds')],
          labels: {
            EventTime: 'Time',
            EventId: 'Event',
            RecipientAddress: 'Recipients',
            Seconds: 'Took',
            ConnectorId: 'Connector',
          },
        }),
      ],
      tab('hybrid'),
    ),
    group(
      'online part',
      [
        tiles('status tiles', {
          title: 'Delivery status in Exchange Online: click one',
          height: 'small',
          exports: [{ field: 'Title', parameter: 'Status' }],
          none: 'No message traces in this time range.',
          query: `${traces}traces
| summarize Value = count(), Senders = dcount(SenderAddress) by Title = TraceStatus
| sort by Value desc
| project Order = row_number(), Title, Value, Note = strcat(Senders, iif(Senders == 1, ' sender', ' senders'))`,
        }),
        chart('status over time', {
          title: 'Status over time',
          kind: 'barchart',
          width: 60,
          none: 'No message traces in this time range.',
          query: `${traces}traces
| where '{Status:escape}' == '' or TraceStatus == '{Status:escape}'
| summarize Recipients = count() by Time = bin(EventTime, {TimeRange:grain}), TraceStatus
| sort by Time asc`,
          x: 'Time',
          y: ['Recipients'],
          by: 'TraceStatus',
        }),
        grid('online domains', {
          title: 'Domains that write to Exchange Online',
          width: 40,
          rows: 50,
          none: 'No message traces in this time range.',
          query: `${traces}traces
| where Direction == 'Incoming'
| summarize Recipients = count(), Trouble = countif(Outcome in ('Failed', 'Quarantined', 'Filtered')), Senders = dcount(SenderAddress) by Domain = SenderDomain
| top 50 by Recipients desc`,
          formats: [bar('Recipients'), bar('Trouble', 'red'), bar('Senders', 'purple')],
          labels: { Trouble: 'Failed, quarantined, spam' },
        }),
        grid('trace list', {
          title: 'Message traces with the chosen status, or all, newest first',
          rows: 500,
          search: true,
          height: 'large',
          exports: [{ field: 'MessageKey', parameter: 'Message' }],
          none: 'No such message traces in this time range.',
          query: `${traces}traces
| where '{Status:escape}' == '' or TraceStatus == '{Status:escape}'
| top 500 by EventTime desc
| project EventTime, TraceStatus, SenderAddress, RecipientAddress, Subject, SizeBytes, Direction, SenderIP, Versions, MessageKey`,
          formats: [
            icons('TraceStatus', {
              failed: '4',
              quarantined: '4',
              filteredasspam: '2',
              pending: 'pending',
              gettingstatus: 'pending',
              expanded: 'right',
              recalled: 'cancelled',
            }),
            byteBar('SizeBytes'),
            hidden('MessageKey'),
          ],
          labels: {
            EventTime: 'Taken in',
            TraceStatus: 'Status',
            SenderAddress: 'Sender',
            RecipientAddress: 'Recipient',
            SizeBytes: 'Size',
            SenderIP: 'From address',
          },
        }),
        grid('online outcomes', {
          title: 'What became of the mail of both sides',
          query: `MailOutcome
${outcomeFilter}
| summarize Recipients = count() by Platform, Direction = iif(isempty(Direction), 'Unknown', Direction), Outcome
| summarize Delivered = sumif(Recipients, Outcome == 'Delivered'), Failed = sumif(Recipients, Outcome == 'Failed'), Quarantined = sumif(Recipients, Outcome == 'Quarantined'),
    Filtered = sumif(Recipients, Outcome == 'Filtered'), Deferred = sumif(Recipients, Outcome == 'Deferred'), Pending = sumif(Recipients, Outcome == 'Pending') by Platform, Direction
| sort by Platform asc, Delivered desc`,
          formats: [
            bar('Delivered', 'green'),
            bar('Failed', 'red'),
            bar('Quarantined', 'red'),
            bar('Filtered', 'purple'),
            bar('Deferred', 'orange'),
            bar('Pending', 'yellow'),
          ],
          labels: { Filtered: 'Spam' },
        }),
      ],
      tab('online'),
    ),
    group(
      'collection part',
      [
        tiles('poll tiles', {
          title: 'Polls of Microsoft Graph',
          height: 'small',
          none: 'No polls in this time range. Message traces may come from an import, or be switched off.',
          query: `${polls}polls
| summarize Runs = count(), Read = sum(rowsRead), New = sum(rowsNew), Changed = sum(rowsChanged), Errors = countif(isnotempty(error)), Lag = max(lagSeconds), Gap = sum(gapSeconds), Quota = max(quotaUsed)
| where Runs > 0
${tileRows([
  ['Polls', 'Runs', "strcat(Errors, ' with an error')"],
  ['Deliveries new', 'New', "strcat(Read, ' rows read')"],
  ['Deliveries changed', 'Changed', "'status, size or address'"],
  ['Longest lag in min', 'round(Lag / 60, 1)', "'age of the newest row'"],
  ['Gaps in min', 'round(coalesce(Gap, 0.0) / 60, 1)', "'could not be read any more'"],
  ['Quota used in %', 'round(100 * Quota, 1)', "'of 100 requests in 5 minutes'"],
])}`,
        }),
        chart('arrival of traces', {
          title: 'From Exchange Online to the workspace: median and 95 %, in seconds',
          kind: 'timechart',
          width: 50,
          unit: 24,
          none: 'No message traces in this time range.',
          query: `MailFlow
| where Platform == 'ExchangeOnline'
| extend Seconds = (IngestedTime - EventTime) / 1s
| summarize Median = percentile(Seconds, 50), P95 = percentile(Seconds, 95) by Time = bin(EventTime, {TimeRange:grain})
| sort by Time asc`,
          x: 'Time',
          y: ['Median', 'P95'],
        }),
        chart('polled rows', {
          title: 'Deliveries by poll',
          kind: 'barchart',
          width: 50,
          none: 'No polls in this time range.',
          query: `${polls}polls
| summarize New = sum(rowsNew), Changed = sum(rowsChanged) by Time = bin(TimeGenerated, {TimeRange:grain})
| sort by Time asc`,
          x: 'Time',
          y: ['New', 'Changed'],
        }),
        grid('poll list', {
          title: 'Polls: those with errors first',
          rows: 200,
          none: 'No polls in this time range.',
          query: `${polls}polls
| extend State = case(isnotempty(error), 'error', gapSeconds > 0, 'gap', 'fine')
| sort by State asc, TimeGenerated desc
| take 200
| project State, TimeGenerated, rowsRead, rowsNew, rowsChanged, requests, quotaUsed, lagSeconds, throttledSeconds, gapSeconds, error, version`,
          formats: [
            icons('State', { error: '4', gap: '2' }),
            bar('rowsRead'),
            secondsHeatmap('^(?:lagSeconds|throttledSeconds|gapSeconds)$'),
          ],
          labels: {
            TimeGenerated: 'Time',
            rowsRead: 'Read',
            rowsNew: 'New',
            rowsChanged: 'Changed',
            requests: 'Requests',
            quotaUsed: 'Quota',
            lagSeconds: 'Lag',
            throttledSeconds: 'Throttled',
            gapSeconds: 'Gap',
            error: 'Error',
            version: 'Version',
          },
        }),
      ],
      tab('collection'),
    ),
  ],
};
