import { bar, details, secondsBar } from '../column-formats.ts';
import { flowFilter, outcomes } from '../parameters.ts';
import { chart, grid, tabPart, text } from '../workbook-items.ts';

/** A deferral's reason without its wrapping, which Exchange writes as [{LED=…};{FQDN=…};{IP=…}]. */
const plainReason = "coalesce(extract('LED=([^}]*)', 1, Reason), Reason)";

export const waitingTab = tabPart('waiting part', 'waiting', [
  text(
    'waiting help',
    'Message tracking does not know the length of queues. What is counted here is mail that had been taken in and had not reached its end, and took more than a minute.',
    { style: 'info' },
  ),
  chart('under way over time', {
    title: 'Messages under way for more than a minute, by domain of the recipient',
    kind: 'areachart',
    query: `${outcomes}outcomes
| where Platform == 'OnPremises' and Outcome !in ('Expanded', 'Redirected')
| where Latency > 1m or Outcome == 'Deferred'
| extend Until = iif(Outcome == 'Deferred' or isnull(Finished), {TimeRange:end}, Finished)
| mv-expand Time = range(bin(TimeGenerated, {TimeRange:grain}), Until, {TimeRange:grain}) to typeof(datetime)
| summarize Messages = count() by Time, Domain = RecipientDomain
| sort by Time asc`,
    none: 'Nothing took more than a minute.',
    x: 'Time',
    y: ['Messages'],
    by: 'Domain',
  }),
  grid('deferrals by host', {
    title: 'Deferrals by the host that we wait for',
    none: 'No deferrals in this time range.',
    query: `MailFlow
${flowFilter}
| where Outcome == 'Deferred'
| extend Host = case(isnotempty(PeerHostname), PeerHostname, isnotempty(RecipientDomain), RecipientDomain, 'unknown')
| summarize Deferrals = count(), Messages = dcount(MessageKey), First = min(EventTime), Last = max(EventTime), Code = take_any(EnhancedStatus), Reason = take_any(${plainReason}) by Host, Computer
| sort by Deferrals desc`,
    formats: [bar('Deferrals', 'orange'), bar('Messages')],
    labels: { Computer: 'Server' },
  }),
  grid('waiting now', {
    title: 'Still waiting at the end of the time range, the longest first',
    rows: 200,
    none: 'Nothing waits.',
    query: `${outcomes}outcomes
| where Outcome == 'Deferred'
| extend Waiting = ({TimeRange:end} - TimeGenerated) / 1s
| top 200 by Waiting desc
| project Waiting, SenderAddress, Recipient, Subject, Deferrals, Reason = ${plainReason}, By, MessageId`,
    formats: [secondsBar('Waiting', 'red'), bar('Deferrals', 'orange'), details('Subject')],
    labels: { SenderAddress: 'Sender', By: 'Waits for' },
  }),
]);
