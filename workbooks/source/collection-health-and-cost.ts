import { bar, bytes, icons, percent, seconds, secondsBar, secondsHeatmap } from './column-formats.ts';
import {
  direction,
  domain,
  flowFilter,
  numberParameter,
  server,
  textParameter,
  timeRange,
} from './parameters.ts';
import { tileRows } from './tile-rows.ts';
import { chart, grid, group, parameters, tabs, text, tiles, type Workbook } from './workbook-items.ts';

/** Rows of MailflowHealth_CL of the chosen servers and component. */
const health = `let health = MailflowHealth_CL
| where '*' in ({Server}) or Computer in ({Server}) or isempty(Computer)
| where '{Component:escape}' == '' or component == '{Component:escape}';
`;

/** Rows with their size: as Azure bills it where the workspace tells (_BilledSize), else what the texts weigh. */
const weighed = `let weighed = union isfuzzy=true
    (MessageTrackingLog_CL
    | where '*' in ({Server}) or iif(isempty(Computer), 'Exchange Online', Computer) in ({Server})
    | extend Bytes = todouble(column_ifexists('_BilledSize', 8.0 + estimate_data_size(clientIP, clientHostname, serverIp, senderHostname, sourceContext, connectorId, source, eventId,
        internalMessageId, messageId, networkMessageId, recipientAddress, recipientStatus, totalBytes, recipientCount, relatedRecipientAddress, reference, messageSubject,
        senderAddress, returnPath, messageInfo, directionality, messageTrackingTenantId, originalClientIp, originalServerIp, customData, transportTrafficType, logId,
        schemaVersion, FilePath, Computer, recordId, collector, traceStatus)))
    | project TimeGenerated, Table = 'MessageTrackingLog_CL', Computer = iif(isempty(Computer), 'Exchange Online', Computer), Collector = iif(isempty(collector), 'Option6', collector), Bytes, EventId = eventId, Source = source),
    (MailflowHealth_CL
    | extend Bytes = todouble(column_ifexists('_BilledSize', 80.0 + estimate_data_size(component, Computer, FilePath, error, version)))
    | project TimeGenerated, Table = 'MailflowHealth_CL', Computer, Collector = 'mailflow', Bytes, EventId = component, Source = '');
let days = max_of({TimeRange:seconds} / 86400.0, 1.0 / 24);
`;

const tab = (value: string) => ({ parameter: 'Tab', value });

export const collectionHealthAndCost: Workbook = {
  displayName: 'Mail collection: health and cost',
  description:
    'Which servers report, how late rows come, what was rejected, how many GB a day come in and what they cost.',
  items: [
    text(
      'introduction',
      `Each forwarding and polling run writes a row into MailflowHealth_CL; the rest is measured on the mail itself. Cost is an
estimate: volume times the price that you fill in.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      textParameter('Component', 'Component', 'A part of mailflow; a click in Components sets it.'),
      numberParameter(
        'PricePerGigabyte',
        'Price a GB',
        'Ingestion into the workspace, in your currency. 2.30 USD is the list price of Analytics logs in East US; about 4.30 with Microsoft Sentinel. See docs/sizing-and-cost.md.',
        '2.30',
      ),
    ]),
    tabs('parts', 'Tab', { servers: 'Servers and lag', runs: 'Runs and rejects', cost: 'Volume and cost' }),
    group(
      'servers part',
      [
        tiles('collection tiles', {
          title: 'Collection',
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
| extend Server = iif(Platform == 'ExchangeOnline', 'Exchange Online', Computer)
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
            secondsHeatmap('^(?:Newest|Median|P95|Behind)$'),
            bar('Rejected', 'red'),
            bar('Errors', 'red'),
          ],
          labels: {
            Last: 'Last record',
            Silent: 'Silent for',
            Newest: 'Lag now',
            Median: 'Lag, median',
            P95: 'Lag, 95 %',
            Behind: 'Not yet forwarded since',
          },
        }),
        chart('lag over time', {
          title: 'Lag: from the record to the workspace, 95 %, by server',
          kind: 'timechart',
          width: 50,
          unit: 24,
          query: `MailFlow
${flowFilter}
| extend Server = iif(Platform == 'ExchangeOnline', 'Exchange Online', Computer)
| summarize Seconds = percentile((IngestedTime - EventTime) / 1s, 95) by Time = bin(EventTime, {TimeRange:grain}), Server
| sort by Time asc`,
          x: 'Time',
          y: ['Seconds'],
          by: 'Server',
        }),
        chart('records over time', {
          title: 'Records by server',
          kind: 'areachart',
          width: 50,
          query: `MailFlow
${flowFilter}
| extend Server = iif(Platform == 'ExchangeOnline', 'Exchange Online', Computer)
| summarize Records = count() by Time = bin(EventTime, {TimeRange:grain}), Server
| sort by Time asc`,
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
      ],
      tab('servers'),
    ),
    group(
      'runs part',
      [
        grid('components', {
          title: 'Components: click one',
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
          title: 'Rows forwarded, rejected and left out by the chosen component, or all',
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
      ],
      tab('runs'),
    ),
    group(
      'cost part',
      [
        text(
          'cost help',
          'A gigabyte is 1,000,000,000 bytes. Sizes are those that Azure bills (_BilledSize); where the workspace does not tell, the weight of the columns.',
          { style: 'info' },
        ),
        tiles('cost tiles', {
          title: 'Volume and cost at {PricePerGigabyte} a GB',
          height: 'small',
          value: {
            formatter: 12,
            formatOptions: { palette: 'none' },
            numberFormat: { unit: 0, options: { style: 'decimal', maximumFractionDigits: 3 } },
          },
          query: `${weighed}weighed
| summarize Bytes = sum(Bytes), Rows = countif(Table == 'MessageTrackingLog_CL'), First = min(TimeGenerated)
| extend Days = max_of(1.0 / 24, min_of(days, ({TimeRange:end} - First) / 1d))
| extend Daily = Bytes / 1e9 / Days
${tileRows([
  ['GB in this time', 'round(Bytes / 1e9, 3)', "strcat(Rows, ' rows')"],
  ['GB a day', 'round(Daily, 3)', "strcat('over ', round(Days, 1), ' days with rows')"],
  ['Bytes a row', 'iif(Rows == 0, 0.0, round(Bytes / Rows, 0))', "'health rows included'"],
  ['Cost a day', 'round(Daily * {PricePerGigabyte}, 2)', "'ingestion only'"],
  ['Cost a month', 'round(Daily * 30.4 * {PricePerGigabyte}, 2)', "'of 30.4 days like these'"],
])}`,
        }),
        chart('volume by server', {
          title: 'Volume by server',
          kind: 'barchart',
          unit: 2,
          width: 60,
          query: `${weighed}weighed
| summarize Bytes = sum(Bytes) by Time = bin(TimeGenerated, {TimeRange:grain}), Server = iif(isempty(Computer), Collector, Computer)
| sort by Time asc`,
          x: 'Time',
          y: ['Bytes'],
          by: 'Server',
        }),
        chart('volume by table', {
          title: 'Volume by table and collector',
          kind: 'piechart',
          width: 40,
          unit: 2,
          query: `${weighed}weighed
| summarize Bytes = sum(Bytes) by What = strcat(Table, ', ', Collector)
| sort by Bytes desc`,
        }),
        grid('what costs', {
          title: 'What costs most: events by volume',
          rows: 50,
          query: `${weighed}let all = toscalar(weighed | summarize sum(Bytes));
weighed
| summarize Rows = count(), Bytes = sum(Bytes) by Table, Source, Event = EventId
| extend Share = iif(all > 0, 100.0 * Bytes / all, 0.0), AMonth = Bytes / 1e9 / days * 30.4 * {PricePerGigabyte}
| top 50 by Bytes desc
| project Event, Source, Table, Rows, Bytes, Share, AMonth`,
          formats: [bar('Rows'), bytes('Bytes'), percent('Share', 'blue')],
          labels: { AMonth: 'Cost a month', Bytes: 'Volume' },
        }),
        text(
          'saving',
          'Events that nobody asks for can be left out before they are billed: MAILFLOW_FILTER_EVENTS, MAILFLOW_FILTER_SOURCES and MAILFLOW_FILTER_SHADOW_REDUNDANCY; probes are left out by default. What is left out stays in the archive of log files.',
        ),
      ],
      tab('cost'),
    ),
  ],
};
