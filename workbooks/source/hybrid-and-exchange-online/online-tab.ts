import { bar, byteBar, hidden } from '../column-formats.ts';
import { statusColors, statusIcons } from '../outcome-looks.ts';
import { directionName, flowFilter, outcomeFilter } from '../parameters.ts';
import { chart, grid, tabPart, tiles } from '../workbook-items.ts';

/** Message traces as they stand now: of each message and recipient the version that came last, the most final of one moment. */
const traces = `let rank = dynamic({ 'gettingstatus': 1, 'pending': 2, 'quarantined': 3, 'expanded': 4, 'filteredasspam': 5, 'delivered': 6, 'failed': 7, 'recalled': 8 });
let traces = MailFlow
${flowFilter}
| where Platform == 'ExchangeOnline' and TraceStatus != ''
| extend Order = IngestedTime + tolong(rank[TraceStatus]) * 1tick
| summarize arg_max(Order, EventTime, TraceStatus, Outcome, Direction, SenderAddress, SenderDomain, Subject, SizeBytes, SenderIP, Collector), Versions = count() by MessageKey, RecipientAddress;
`;

export const onlineTab = tabPart('online part', 'online', [
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
    title: 'Delivery status over time, by recipient',
    colors: statusColors,
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
    labels: { Trouble: 'Stopped or spam' },
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
    formats: [statusIcons, byteBar('SizeBytes'), hidden('MessageKey')],
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
| summarize Recipients = count() by Side = iif(Platform == 'ExchangeOnline', 'Exchange Online', 'Servers'), Direction = ${directionName}, Outcome
| summarize Delivered = sumif(Recipients, Outcome == 'Delivered'), Failed = sumif(Recipients, Outcome == 'Failed'), Quarantined = sumif(Recipients, Outcome == 'Quarantined'),
    Filtered = sumif(Recipients, Outcome == 'Filtered'), Deferred = sumif(Recipients, Outcome == 'Deferred'), Pending = sumif(Recipients, Outcome == 'Pending') by Side, Direction
| sort by Side asc, Delivered desc`,
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
]);
