import { bar, hidden, icons, seconds, secondsHeatmap } from '../column-formats.ts';
import { flowFilter } from '../parameters.ts';
import { chart, grid, tabPart } from '../workbook-items.ts';

export const serversTab = tabPart('servers part', 'servers', [
  grid('servers now', {
    title: 'Servers in the last hour before now, whatever the time range',
    query: `MailServerHealth(1h)
| where '*' in ({Server}) or Computer in ({Server})
| extend State = case(SilentFor > 30m, 'silent', Poison > 0, 'poison messages', WaitingMessages > 50, 'many wait', LatencyP95 > 5m, 'slow', 'fine')
| project Computer, State, Silent = SilentFor / 1s, Records, Received, Delivered, Sent, Failed, Deferred, WaitingMessages, Poison, ShadowFailures,
    Median = LatencyMedian / 1s, P95 = LatencyP95 / 1s, Longest = LatencyMax / 1s`,
    none: 'No server was heard of in the last two hours.',
    formats: [
      icons('State', { silent: '4', 'poison messages': '4', 'many wait': '2', slow: '2' }),
      seconds('Silent'),
      bar('Records'),
      bar('Failed', 'red'),
      bar('Deferred', 'orange'),
      bar('WaitingMessages', 'orange'),
      secondsHeatmap('^(?:Median|P95|Longest)$', 600),
    ],
    labels: {
      Computer: 'Server',
      Silent: 'Silent for',
      WaitingMessages: 'Waiting',
      ShadowFailures: 'Shadow failures',
      P95: '95 %',
    },
  }),
  chart('records by server', {
    title: 'Records by server',
    kind: 'timechart',
    query: `MailFlow
${flowFilter}
| where Platform == 'OnPremises'
| summarize Records = count() by Time = bin(EventTime, {TimeRange:grain}), Computer
| sort by Time asc, Computer asc`,
    x: 'Time',
    y: ['Records'],
    by: 'Computer',
  }),
  grid('unusual events', {
    title: 'Events that need a look',
    none: 'None: no poison message, no resubmission, no failed shadow copy, nothing dropped.',
    query: `MailFlow
${flowFilter}
| where EventId in ('POISONMESSAGE', 'HAREDIRECTFAIL', 'RESUBMIT', 'RESUBMITFAIL', 'RESUBMITDEFER', 'BADMAIL', 'DROP', 'SUPPRESSED', 'THROTTLE', 'DELIVERFAIL', 'SUBMITFAIL')
| summarize Records = count(), Messages = dcount(MessageKey), Last = max(EventTime), Example = take_any(SourceContext), MessageId = take_any(MessageId) by EventId, Source, Computer
| sort by Records desc`,
    formats: [bar('Records', 'red'), hidden('MessageId')],
    labels: { Computer: 'Server', EventId: 'Event' },
  }),
]);
