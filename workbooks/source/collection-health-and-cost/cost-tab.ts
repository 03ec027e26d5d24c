import { bar, byteBar, money, percent } from '../column-formats.ts';
import { collectorColors, serverColors } from '../outcome-looks.ts';
import { tileRows } from '../tile-rows.ts';
import { chart, grid, tabPart, text, tiles } from '../workbook-items.ts';

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

export const costTab = tabPart('cost part', 'cost', [
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
    colors: serverColors,
    unit: 2,
    width: 60,
    query: `${weighed}weighed
| summarize Bytes = sum(Bytes) by Time = bin(TimeGenerated, {TimeRange:grain}), Server = iif(isempty(Computer), Collector, Computer)
| sort by Time asc, Server asc`,
    x: 'Time',
    y: ['Bytes'],
    by: 'Server',
  }),
  chart('volume by table', {
    title: 'Volume by how it came in',
    kind: 'piechart',
    colors: collectorColors,
    width: 40,
    unit: 2,
    query: `${weighed}weighed
| summarize Bytes = sum(Bytes) by What = iif(Table == 'MailflowHealth_CL', 'mailflow itself', Collector)
| sort by Bytes desc`,
  }),
  grid('what costs', {
    title: 'What costs most: events by volume, and what they cost a month',
    rows: 50,
    query: `${weighed}let all = toscalar(weighed | summarize sum(Bytes));
weighed
| summarize Rows = count(), Bytes = sum(Bytes) by Table, Source, Event = EventId
| extend Share = iif(all > 0, 100.0 * Bytes / all, 0.0), AMonth = Bytes / 1e9 / days * 30.4 * {PricePerGigabyte}
| top 50 by Bytes desc
| project Event, Source, Table, Rows, Bytes, Share, AMonth`,
    formats: [bar('Rows'), byteBar('Bytes'), percent('Share', 'blue'), money('AMonth')],
    labels: { AMonth: 'Cost a month', Bytes: 'Volume' },
  }),
  text(
    'saving',
    'Events that nobody asks for can be left out before they are billed: MAILFLOW_FILTER_EVENTS, MAILFLOW_FILTER_SOURCES and MAILFLOW_FILTER_SHADOW_REDUNDANCY; probes are left out by default. What is left out stays in the archive of log files.',
  ),
]);
