import {
  bar,
  details,
  hidden,
  icons,
  percent,
  seconds,
  secondsBar,
  secondsHeatmap,
  sparkline,
} from './column-formats.ts';
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

const outcomes = `let outcomes = MailOutcome
${outcomeFilter}
| extend Seconds = Latency / 1s;
`;

/** What the codes that are met most mean. Source: RFC 3463, and "NDR error codes" in Microsoft's documentation. */
const meaning = `case(
    Code in ('5.1.1', '5.1.10'), 'no such recipient',
    Code in ('5.1.0', '5.1.2', '5.1.3', '5.1.8'), 'bad address',
    Code startswith '5.2.2' or Code startswith '4.2.2', 'mailbox full',
    Code startswith '5.3.4' or Code == '5.2.3', 'message too large',
    Code in ('4.4.1', '4.4.2', '4.4.7', '5.4.7'), 'host does not answer, or too late',
    Code in ('5.4.4', '5.4.310', '4.4.3', '4.4.4'), 'domain not found in DNS',
    Code in ('5.4.1', '5.7.1', '5.7.124', '5.7.133', '5.7.134'), 'refused: access denied',
    Code in ('5.4.6', '5.4.14'), 'mail loop',
    Code startswith '5.7.', 'refused by policy',
    Code startswith '4.7.', 'slowed down by policy',
    Code startswith '4.', 'for the time being',
    '')`;

const tab = (value: string) => ({ parameter: 'Tab', value });

export const deliveryHealth: Workbook = {
  displayName: 'Delivery health',
  description:
    'How long mail takes, what fails and why, what waits and for whom, and how connectors and servers do.',
  items: [
    text(
      'introduction',
      `One row is one message and recipient. The latency is the time from the first record to the delivery into a mailbox or to
the last host that we see; Exchange Online tells only when it took a message in, so its mail has none.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      textParameter('Code', 'Status code', 'An enhanced status code; a click in Failures by code sets it.'),
      textParameter('FailedDomain', 'Failing domain', 'A domain; a click in Failures by domain sets it.'),
      textParameter('Connector', 'Connector', 'A connector; a click in Connectors sets it.'),
    ]),
    tabs('parts', 'Tab', {
      latency: 'Latency',
      failures: 'Failures',
      waiting: 'Waiting',
      connectors: 'Connectors',
      servers: 'Servers',
    }),
    group(
      'latency part',
      [
        tiles('delivery totals', {
          title: 'Deliveries',
          height: 'small',
          query: `${outcomes}outcomes
| where Outcome !in ('Expanded', 'Redirected')
| summarize All = count(), Delivered = countif(Outcome == 'Delivered'), Failed = countif(Outcome == 'Failed'), Deferred = countif(Outcome == 'Deferred'),
    Retried = countif(Deferrals > 0), Middle = percentile(Seconds, 50), High = percentile(Seconds, 95), Longest = max(Seconds)
${tileRows([
  ['Delivered', 'Delivered', "strcat(iif(All == 0, 0.0, round(100.0 * Delivered / All, 1)), ' % of all')"],
  ['Failed', 'Failed', "strcat(iif(All == 0, 0.0, round(100.0 * Failed / All, 1)), ' % of all')"],
  ['Waiting', 'Deferred', "'latest record is a deferral'"],
  ['Retried', 'Retried', "'deferred at least once'"],
  ['Median in s', 'round(Middle, 1)', "'half of the mail is faster'"],
  ['95 % in s', 'round(High, 1)', "strcat('longest ', round(Longest / 60, 1), ' min')"],
])}`,
        }),
        chart('latency over time', {
          title: 'Time to delivery: median, 95 % and 99 %',
          kind: 'timechart',
          width: 60,
          unit: 24,
          query: `${outcomes}outcomes
| where Outcome == 'Delivered' and isnotnull(Seconds)
| summarize Median = percentile(Seconds, 50), P95 = percentile(Seconds, 95), P99 = percentile(Seconds, 99) by Time = bin(TimeGenerated, {TimeRange:grain})
| sort by Time asc`,
          x: 'Time',
          y: ['Median', 'P95', 'P99'],
        }),
        chart('outcomes over time', {
          title: 'What became of it',
          kind: 'barchart',
          width: 40,
          colors: {
            Delivered: 'green',
            Failed: 'redBright',
            Deferred: 'orange',
            Pending: 'yellow',
            Filtered: 'purple',
            Quarantined: 'magenta',
          },
          query: `${outcomes}outcomes
| where Outcome !in ('Expanded', 'Redirected')
| summarize Recipients = count() by Time = bin(TimeGenerated, {TimeRange:grain}), Outcome
| sort by Time asc`,
          x: 'Time',
          y: ['Recipients'],
          by: 'Outcome',
        }),
        grid('latency by way', {
          title: 'Time to delivery by direction, in seconds',
          width: 40,
          query: `${outcomes}outcomes
| where Outcome == 'Delivered' and isnotnull(Seconds)
| summarize Deliveries = count(), Median = percentile(Seconds, 50), P95 = percentile(Seconds, 95), P99 = percentile(Seconds, 99), Longest = max(Seconds)
    by Direction = iif(isempty(Direction), 'Unknown', Direction)
| sort by Deliveries desc`,
          formats: [bar('Deliveries'), secondsHeatmap('^(?:Median|P95|P99|Longest)$')],
          labels: { P95: '95 %', P99: '99 %' },
        }),
        grid('latency by server and component', {
          title: 'Where the time goes: seconds a message spends on each server',
          width: 60,
          query: `MailFlow
${flowFilter}
| where EventId in ('DELIVER', 'SENDEXTERNAL') and array_length(ServerLatencies) > 0
| mv-expand Part = ServerLatencies
| extend Host = tostring(split(tostring(Part[0]), '.')[0]), Role = tostring(Part[1]), Seconds = todouble(Part[2])
| summarize Messages = count(), Median = percentile(Seconds, 50), P95 = percentile(Seconds, 95), Longest = max(Seconds) by Host, Role
| sort by P95 desc`,
          formats: [bar('Messages'), secondsHeatmap('^(?:Median|P95|Longest)$')],
          labels: { P95: '95 %', Host: 'Server' },
        }),
        grid('slowest deliveries', {
          title: 'Slowest deliveries',
          rows: 100,
          query: `${outcomes}outcomes
| where Outcome == 'Delivered' and isnotnull(Seconds)
| top 100 by Seconds desc
| project Seconds, TimeGenerated, SenderAddress, Recipient, Subject, Deferrals, By, Servers = strcat_array(Servers, ', '), Direction, MessageId`,
          formats: [secondsBar('Seconds'), bar('Deferrals', 'red'), details('Subject')],
          labels: { Seconds: 'Took', TimeGenerated: 'Time', SenderAddress: 'Sender', By: 'Delivered by' },
        }),
      ],
      tab('latency'),
    ),
    group(
      'failures part',
      [
        text('failures help', 'Click a code or a domain: the failures below follow.', { style: 'info' }),
        chart('failures over time', {
          title: 'Failures by status code',
          kind: 'barchart',
          query: `${outcomes}outcomes
| where Outcome == 'Failed'
| summarize Failures = count() by Time = bin(TimeGenerated, {TimeRange:grain}), Code = iif(isempty(EnhancedStatus), 'without code', EnhancedStatus)
| sort by Time asc`,
          none: 'No failures in this time range.',
          x: 'Time',
          y: ['Failures'],
          by: 'Code',
        }),
        grid('failures by code', {
          title: 'Failures by code',
          width: 50,
          exports: [{ field: 'Code', parameter: 'Code' }],
          none: 'No failures in this time range.',
          query: `${outcomes}outcomes
| where Outcome == 'Failed'
| summarize Failures = count(), Senders = dcount(SenderAddress), Domains = dcount(RecipientDomain), Last = max(TimeGenerated), Example = take_any(Reason)
    by Code = iif(isempty(EnhancedStatus), 'without code', EnhancedStatus)
| extend Meaning = ${meaning}
| sort by Failures desc
| project Code, Meaning, Failures, Senders, Domains, Last, Example`,
          formats: [bar('Failures', 'red'), bar('Senders', 'purple'), bar('Domains', 'orange')],
        }),
        grid('failures by domain', {
          title: 'Failures by domain',
          width: 50,
          rows: 100,
          exports: [{ field: 'Domain', parameter: 'FailedDomain' }],
          none: 'No failures in this time range.',
          query: `${outcomes}outcomes
| where Outcome !in ('Expanded', 'Redirected')
| summarize Recipients = count(), Failures = countif(Outcome == 'Failed'), Codes = make_set_if(EnhancedStatus, Outcome == 'Failed' and isnotempty(EnhancedStatus), 10) by Domain = RecipientDomain
| where Failures > 0
| extend Share = 100.0 * Failures / Recipients
| sort by Failures desc
| project Domain, Failures, Recipients, Share, Codes = strcat_array(Codes, ', ')`,
          formats: [bar('Failures', 'red'), percent('Share')],
        }),
        grid('failed messages', {
          title: 'Failures of the chosen code and domain, newest first',
          rows: 500,
          search: true,
          height: 'large',
          none: 'No failures of this kind.',
          query: `${outcomes}outcomes
| where Outcome == 'Failed'
| extend Code = iif(isempty(EnhancedStatus), 'without code', EnhancedStatus)
| where '{Code:escape}' == '' or Code == '{Code:escape}'
| where '{FailedDomain:escape}' == '' or RecipientDomain == '{FailedDomain:escape}'
| top 500 by TimeGenerated desc
| project TimeGenerated, Code, SenderAddress, Recipient, Subject, Reason, By, Deferrals, Direction, MessageId`,
          formats: [details('Subject'), bar('Deferrals', 'orange')],
          labels: { TimeGenerated: 'Time', SenderAddress: 'Sender', By: 'Refused by' },
        }),
      ],
      tab('failures'),
    ),
    group(
      'waiting part',
      [
        text(
          'waiting help',
          'Message tracking does not know the length of queues. What is counted here is mail that had been taken in and had not reached its end, and took more than a minute.',
          { style: 'info' },
        ),
        chart('under way over time', {
          title: 'Messages under way for more than a minute',
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
          width: 50,
          none: 'No deferrals in this time range.',
          query: `MailFlow
${flowFilter}
| where Outcome == 'Deferred'
| extend Host = case(isnotempty(PeerHostname), PeerHostname, isnotempty(RecipientDomain), RecipientDomain, 'unknown')
| summarize Deferrals = count(), Messages = dcount(MessageKey), First = min(EventTime), Last = max(EventTime), Code = take_any(EnhancedStatus), Reason = take_any(Reason) by Host, Computer
| sort by Deferrals desc`,
          formats: [bar('Deferrals', 'orange'), bar('Messages')],
          labels: { Computer: 'Server' },
        }),
        grid('waiting now', {
          title: 'Still waiting',
          width: 50,
          rows: 200,
          none: 'Nothing waits.',
          query: `${outcomes}outcomes
| where Outcome == 'Deferred'
| extend Waiting = ({TimeRange:end} - TimeGenerated) / 1s
| top 200 by Waiting desc
| project Waiting, SenderAddress, Recipient, Subject, Deferrals, Reason, By, MessageId`,
          formats: [secondsBar('Waiting', 'red'), bar('Deferrals', 'orange'), details('Subject')],
          labels: { SenderAddress: 'Sender', By: 'Waits for' },
        }),
      ],
      tab('waiting'),
    ),
    group(
      'connectors part',
      [
        grid('connectors', {
          title: 'Connectors',
          rows: 100,
          exports: [{ field: 'Connector', parameter: 'Connector' }],
          query: `MailFlow
${flowFilter}
| where Source == 'SMTP' and isnotempty(ConnectorId) and not(IsShadow)
| extend Way = iif(EventId == 'RECEIVE', 'receives', 'sends')
| make-series Trend = count() default = 0 on EventTime from bin({TimeRange:start}, {TimeRange:grain}) to {TimeRange:end} step {TimeRange:grain} by Connector = ConnectorId, Way
| project Connector, Way, Trend
| join kind=inner (MailFlow
    ${flowFilter.replaceAll('\n', '\n    ')}
    | where Source == 'SMTP' and isnotempty(ConnectorId) and not(IsShadow)
    | summarize Messages = dcount(MessageKey), Failed = countif(Outcome == 'Failed'), Deferred = countif(Outcome == 'Deferred'), Peers = dcount(PeerIP),
        Named = countif(isnotempty(EffectiveTls)), Encrypted = countif(isnotempty(EffectiveTls) and EffectiveTls != 'NoTls'), Last = max(EventTime)
        by Connector = ConnectorId, Way = iif(EventId == 'RECEIVE', 'receives', 'sends')) on Connector, Way
| extend Tls = iif(Named == 0, real(null), 100.0 * Encrypted / Named)
| sort by Messages desc
| project Connector, Way, Messages, Trend, Failed, Deferred, Tls, Peers, Last`,
          formats: [
            bar('Messages'),
            sparkline('Trend'),
            bar('Failed', 'red'),
            bar('Deferred', 'orange'),
            percent('Tls', 'redGreen'),
          ],
          labels: { Tls: 'With TLS, where it is logged', Last: 'Last used' },
        }),
        chart('connector over time', {
          title: 'Records of the chosen connector, or of all, by event',
          kind: 'timechart',
          width: 50,
          query: `MailFlow
${flowFilter}
| where Source == 'SMTP' and isnotempty(ConnectorId) and not(IsShadow)
| where '{Connector:escape}' == '' or ConnectorId == '{Connector:escape}'
| summarize Records = count() by Time = bin(EventTime, {TimeRange:grain}), EventId
| sort by Time asc`,
          x: 'Time',
          y: ['Records'],
          by: 'EventId',
        }),
        grid('connector peers', {
          title: 'Hosts at the other end of the chosen connector, or of all',
          width: 50,
          rows: 200,
          search: true,
          query: `MailFlow
${flowFilter}
| where Source == 'SMTP' and isnotempty(ConnectorId) and not(IsShadow)
| where '{Connector:escape}' == '' or ConnectorId == '{Connector:escape}'
| summarize Messages = dcount(MessageKey), Failed = countif(Outcome == 'Failed'), Deferred = countif(Outcome == 'Deferred'),
    Tls = strcat_array(make_set_if(EffectiveTls, isnotempty(EffectiveTls), 5), ', '), Last = max(EventTime) by Host = PeerHostname, Address = PeerIP
| top 200 by Messages desc`,
          formats: [bar('Messages'), bar('Failed', 'red'), bar('Deferred', 'orange')],
          labels: { Tls: 'TLS' },
        }),
      ],
      tab('connectors'),
    ),
    group(
      'servers part',
      [
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
            secondsHeatmap('^(?:Median|P95|Longest)$'),
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
| sort by Time asc`,
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
      ],
      tab('servers'),
    ),
  ],
};
