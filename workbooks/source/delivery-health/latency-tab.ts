import { bar, details, secondsBar, secondsHeatmap } from '../column-formats.ts';
import { outcomeColors } from '../outcome-looks.ts';
import { directionName, flowFilter, outcomes } from '../parameters.ts';
import { share, tileRows } from '../tile-rows.ts';
import { chart, grid, tabPart, tiles } from '../workbook-items.ts';

export const latencyTab = tabPart('latency part', 'latency', [
  tiles('delivery totals', {
    title: 'Deliveries',
    height: 'small',
    query: `${outcomes}outcomes
| where Outcome !in ('Expanded', 'Redirected')
| summarize All = count(), Delivered = countif(Outcome == 'Delivered'), Failed = countif(Outcome == 'Failed'), Deferred = countif(Outcome == 'Deferred'),
    Retried = countif(Deferrals > 0), Middle = percentile(Seconds, 50), High = percentile(Seconds, 95), Longest = max(Seconds)
${tileRows([
  ['Delivered', 'Delivered', share('Delivered', 'All', 1, ' of all')],
  ['Failed', 'Failed', share('Failed', 'All', 1, ' of all')],
  ['Waiting', 'Deferred', "'latest record is a deferral'"],
  ['Retried', 'Retried', "'deferred at least once'"],
  ['Median in s', 'round(Middle, 1)', "'half of the mail is faster'"],
  ['95 % in s', 'round(High, 1)', "strcat('longest ', round(Longest / 60, 1), ' min')"],
])}`,
  }),
  chart('latency over time', {
    title: 'Time to delivery: half of the mail (median), 95 % and 99 % were faster',
    kind: 'timechart',
    width: 60,
    unit: 24,
    query: `${outcomes}outcomes
| where Outcome == 'Delivered' and isnotnull(Seconds)
| summarize Median = percentile(Seconds, 50), P95 = percentile(Seconds, 95), P99 = percentile(Seconds, 99) by Time = bin(TimeGenerated, {TimeRange:grain})
| sort by Time asc`,
    x: 'Time',
    y: ['Median', 'P95', 'P99'],
    names: { P95: '95 %', P99: '99 %' },
    colors: { Median: 'blue', P95: 'orange', P99: 'purple' },
  }),
  chart('outcomes over time', {
    title: 'What became of messages, by recipient',
    kind: 'barchart',
    width: 40,
    colors: outcomeColors,
    query: `${outcomes}outcomes
| where Outcome !in ('Expanded', 'Redirected')
| summarize Recipients = count() by Time = bin(TimeGenerated, {TimeRange:grain}), Outcome
| sort by Time asc`,
    x: 'Time',
    y: ['Recipients'],
    by: 'Outcome',
  }),
  grid('latency by way', {
    title: 'Time to delivery by direction',
    query: `${outcomes}outcomes
| where Outcome == 'Delivered' and isnotnull(Seconds)
| summarize Deliveries = count(), Median = percentile(Seconds, 50), P95 = percentile(Seconds, 95), P99 = percentile(Seconds, 99), Longest = max(Seconds)
    by Direction = ${directionName}
| sort by Deliveries desc`,
    formats: [bar('Deliveries'), secondsHeatmap('^(?:Median|P95|P99|Longest)$', 600)],
    labels: { P95: '95 %', P99: '99 %' },
  }),
  grid('latency by server and component', {
    title: 'Where the time goes: time of a message on each server',
    query: `MailFlow
${flowFilter}
| where EventId in ('DELIVER', 'SENDEXTERNAL') and array_length(ServerLatencies) > 0
| mv-expand Part = ServerLatencies
| extend Host = tostring(split(tostring(Part[0]), '.')[0]), Role = tostring(Part[1]), Seconds = todouble(Part[2])
| summarize Messages = count(), Median = percentile(Seconds, 50), P95 = percentile(Seconds, 95), Longest = max(Seconds) by Host, Role
| sort by P95 desc`,
    formats: [bar('Messages'), secondsHeatmap('^(?:Median|P95|Longest)$', 60)],
    labels: { P95: '95 %', Host: 'Server' },
  }),
  grid('slowest deliveries', {
    title: 'Slowest deliveries',
    rows: 100,
    query: `${outcomes}outcomes
| where Outcome == 'Delivered' and isnotnull(Seconds)
| top 100 by Seconds desc
| project Seconds, TimeGenerated, SenderAddress, Recipient, Subject, Deferrals, By, Servers = strcat_array(Servers, ', '), Direction, MessageId`,
    formats: [secondsBar('Seconds'), bar('Deferrals', 'orange'), details('Subject')],
    labels: { Seconds: 'Took', TimeGenerated: 'Time', SenderAddress: 'Sender', By: 'Delivered by' },
  }),
]);
