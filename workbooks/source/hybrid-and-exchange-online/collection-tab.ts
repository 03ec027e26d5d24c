import { bar, icons, percent, secondsHeatmap } from '../column-formats.ts';
import { tileRows } from '../tile-rows.ts';
import { chart, grid, tabPart, tiles } from '../workbook-items.ts';

const polls = `let polls = MailflowHealth_CL
| where component == 'poll-message-trace';
`;

export const collectionTab = tabPart('collection part', 'collection', [
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
    title: 'From Exchange Online to the workspace: median and 95 %',
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
    names: { P95: '95 %' },
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
| project State, TimeGenerated, rowsRead, rowsNew, rowsChanged, requests, Quota = 100.0 * quotaUsed, lagSeconds, throttledSeconds, gapSeconds, error, version`,
    formats: [
      icons('State', { error: '4', gap: '2' }),
      bar('rowsRead'),
      secondsHeatmap('^(?:lagSeconds|throttledSeconds|gapSeconds)$', 3600),
      percent('Quota', 'orange'),
    ],
    labels: {
      TimeGenerated: 'Time',
      rowsRead: 'Read',
      rowsNew: 'New',
      rowsChanged: 'Changed',
      requests: 'Requests',
      Quota: 'Quota used',
      lagSeconds: 'Lag',
      throttledSeconds: 'Throttled',
      gapSeconds: 'Gap',
      error: 'Error',
      version: 'Version',
    },
  }),
]);
