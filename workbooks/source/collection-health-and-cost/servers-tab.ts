import { bar, icons, seconds, secondsHeatmap } from '../column-formats.ts';
import { serverColors } from '../outcome-looks.ts';
import { flowFilter, serverName } from '../parameters.ts';
import { tileRows } from '../tile-rows.ts';
import { chart, grid, tabPart, tiles } from '../workbook-items.ts';

export const serversTab = tabPart('servers part', 'servers', [
  tiles('collection tiles', {
    title: 'How the collection does',
    height: 'small',
    query: `let faults = toscalar(MailflowHealth_CL | summarize sum(rowsRejected));
let errors = toscalar(MailflowHealth_CL | summarize countif(isnotempty(error)));
MailFlow
${flowFilter}
| summarize Records = count(), Servers = dcountif(Computer, isnotempty(Computer)), Lag = percentile((IngestedTime - EventTime) / 1s, 95),
    Damaged = countif(ParseState == 'Damaged'), Repaired = countif(ParseState == 'Repaired'), Last = max(EventTime)
| extend Faults = coalesce(faults, 0), Errors = coalesce(errors, 0)
${tileRows([
  ['Records', 'Records', "strcat('newest ', format_datetime(Last, 'yyyy-MM-dd HH:mm'), ' UTC')"],
  ['Servers', 'Servers', "'whose logs came in'"],
  ['Lag in min', 'round(Lag / 60, 1)', "'95 % of rows are here earlier'"],
  ['Rejected', 'Faults', "'lines in the dead letters'"],
  ['Runs with errors', 'Errors', "'see Runs and rejects'"],
  ['Damaged rows', 'Damaged', "strcat(Repaired, ' repaired (option 6)')"],
])}`,
  }),
  grid('server list', {
    title: 'Servers and Exchange Online: when they were last heard of',
    query: `MailFlow
${flowFilter}
| extend Server = ${serverName}
| where isnotempty(Server)
| summarize Records = count(), Last = max(EventTime), arg_max(EventTime, Newest = (IngestedTime - EventTime) / 1s), Median = percentile((IngestedTime - EventTime) / 1s, 50), P95 = percentile((IngestedTime - EventTime) / 1s, 95),
    Collectors = make_set(Collector, 5), Files = dcount(LogFile) by Server
| join kind=leftouter (MailflowHealth_CL
    | where isnotempty(Computer)
    | summarize Rejected = sum(rowsRejected), Behind = max(iif(component == 'report-health', lagSeconds, real(null))), Errors = countif(isnotempty(error)) by Server = Computer) on Server
| extend Silent = ({TimeRange:end} - Last) / 1s
| extend State = case(Errors > 0, 'errors', Silent > 3600, 'silent', Newest > 1800, 'late', 'fine')
| sort by Server asc
| project Server, State, Records, Last, Silent, Newest, Median, P95, Behind, Rejected = coalesce(Rejected, 0), Errors = coalesce(Errors, 0), Files, Collectors = strcat_array(Collectors, ', ')`,
    none: 'No rows in this time range.',
    formats: [
      icons('State', { errors: '4', silent: '4', late: '2' }),
      bar('Records'),
      seconds('Silent'),
      secondsHeatmap('^(?:Newest|Median|P95|Behind)$', 3600),
      bar('Rejected', 'red'),
      bar('Errors', 'red'),
    ],
    labels: {
      Last: 'Last record',
      Silent: 'Silent for',
      Newest: 'Lag now',
      Median: 'Lag, median',
      P95: 'Lag, 95 %',
      Behind: 'Backlog',
    },
  }),
  chart('lag over time', {
    title: 'Lag: from the record to the workspace, 95 %, by server',
    kind: 'timechart',
    colors: serverColors,
    width: 50,
    unit: 24,
    query: `MailFlow
${flowFilter}
| extend Server = ${serverName}
| summarize Seconds = percentile((IngestedTime - EventTime) / 1s, 95) by Time = bin(EventTime, {TimeRange:grain}), Server
| sort by Time asc, Server asc`,
    x: 'Time',
    y: ['Seconds'],
    by: 'Server',
  }),
  chart('records over time', {
    title: 'Records by server',
    kind: 'areachart',
    colors: serverColors,
    width: 50,
    query: `MailFlow
${flowFilter}
| extend Server = ${serverName}
| summarize Records = count() by Time = bin(EventTime, {TimeRange:grain}), Server
| sort by Time asc, Server asc`,
    x: 'Time',
    y: ['Records'],
    by: 'Server',
  }),
  grid('parse states', {
    title: 'How rows came in, and whether they could be read',
    query: `MailFlow
${flowFilter}
| summarize Records = count(), Servers = dcount(Computer), Last = max(EventTime) by Collector, ParseState
| sort by Records desc`,
    formats: [icons('ParseState', { Damaged: '4', Repaired: '2' }), bar('Records')],
    labels: { ParseState: 'Reading', Last: 'Last record' },
  }),
]);
