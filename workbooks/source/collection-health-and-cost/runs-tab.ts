import { bar, bytes, icons, secondsBar } from '../column-formats.ts';
import { chart, grid, tabPart } from '../workbook-items.ts';

/** Rows of MailflowHealth_CL of the chosen servers and component. */
const health = `let health = MailflowHealth_CL
| where '*' in ({Server}) or Computer in ({Server}) or isempty(Computer)
| where '{Component:escape}' == '' or component == '{Component:escape}';
`;

export const runsTab = tabPart('runs part', 'runs', [
  grid('components', {
    title: 'Components of mailflow and their runs: click one',
    exports: [{ field: 'Component', parameter: 'Component' }],
    none: 'No runs in this time range. Rows that Azure Monitor Agent collects leave none.',
    query: `MailflowHealth_CL
| summarize Runs = count(), Errors = countif(isnotempty(error)), Read = sum(rowsRead), Sent = sum(rowsSent), Rejected = sum(rowsRejected), Filtered = sum(rowsFiltered),
    Bytes = sum(bytesSent), Requests = sum(requests), Throttled = sum(throttledSeconds), Last = max(TimeGenerated), Version = max(version) by Component = component
| extend State = case(Errors > 0, 'errors', Rejected > 0, 'rejects', 'fine')
| sort by Component asc
| project Component, State, Runs, Errors, Read, Sent, Rejected, Filtered, Bytes, Requests, Throttled, Last, Version`,
    formats: [
      icons('State', { errors: '4', rejects: '2' }),
      bar('Runs'),
      bar('Errors', 'red'),
      bar('Read'),
      bar('Sent', 'green'),
      bar('Rejected', 'red'),
      bar('Filtered', 'turquoise'),
      bytes('Bytes'),
      secondsBar('Throttled'),
    ],
    labels: { Bytes: 'Sent (gzip)', Throttled: 'Throttled for', Last: 'Last run' },
  }),
  chart('rows over time', {
    title: 'Rows sent, rejected and filtered by the chosen component, or all',
    kind: 'barchart',
    width: 60,
    none: 'No runs in this time range.',
    colors: { Sent: 'green', Rejected: 'redBright', Filtered: 'turquoise' },
    query: `${health}health
| summarize Sent = sum(rowsSent), Rejected = sum(rowsRejected), Filtered = sum(rowsFiltered) by Time = bin(TimeGenerated, {TimeRange:grain})
| sort by Time asc`,
    x: 'Time',
    y: ['Sent', 'Rejected', 'Filtered'],
  }),
  chart('queues over time', {
    title: 'Queues and dead letters: messages or blobs that wait',
    kind: 'timechart',
    width: 40,
    none: 'No reports of queues in this time range.',
    query: `MailflowHealth_CL
| where component in ('queue', 'dead-letters')
| summarize Waiting = max(coalesce(rowsRead, rowsRejected, 0)) by Time = bin(TimeGenerated, {TimeRange:grain}), Place = FilePath
| sort by Time asc`,
    x: 'Time',
    y: ['Waiting'],
    by: 'Place',
  }),
  grid('errors', {
    title: 'Errors and rejects of the chosen component, or all',
    rows: 300,
    search: true,
    none: 'No errors and no rejects in this time range.',
    query: `${health}health
| where isnotempty(error) or rowsRejected > 0
| summarize Runs = count(), Rejected = sum(rowsRejected), First = min(TimeGenerated), Last = max(TimeGenerated), File = take_any(FilePath) by Component = component, Computer, Error = error
| top 300 by Last desc`,
    formats: [bar('Runs', 'orange'), bar('Rejected', 'red')],
    labels: { Computer: 'Server' },
  }),
  grid('rule errors', {
    title: 'Errors of the data collection rule (DCRLogErrors)',
    rows: 100,
    none: 'None; or the diagnostic settings of the rule do not send them to this workspace.',
    query: `union isfuzzy=true
    (datatable(TimeGenerated: datetime, Stream: string, Operation: string, Message: string)[]),
    (DCRLogErrors
    | project TimeGenerated, Stream = InputStreamId, Operation = OperationName, Message)
| summarize Errors = count(), First = min(TimeGenerated), Last = max(TimeGenerated) by Stream, Operation, Message
| top 100 by Last desc`,
    formats: [bar('Errors', 'red')],
  }),
]);
