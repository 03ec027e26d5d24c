import { bar, bytes, details, hidden, inSeconds, seconds, secondsBar } from './column-formats.ts';
import { journey, timeColors, timeLineFormats, timeLines } from './message-way.ts';
import { outcomeIcons } from './outcome-looks.ts';
import { direction, domain, outcome, outcomeFilter, server, textParameter, timeRange } from './parameters.ts';
import { counted, tileRows } from './tile-rows.ts';
import { chart, grid, group, parameters, text, tiles, type Workbook } from './workbook-items.ts';

const found = String.raw`let found = MailOutcome
${outcomeFilter}
| where '*' in ({Outcome}) or Outcome in ({Outcome})
| where '{From:escape}' == '' or SenderAddress contains '{From:escape}' or ReturnPath contains '{From:escape}'
| where '{To:escape}' == '' or Recipient contains '{To:escape}' or Via contains '{To:escape}'
| where '{Subject:escape}' == '' or Subject contains '{Subject:escape}'
| where '{Id:escape}' == '' or MessageId contains trim('[<>\\s]+', '{Id:escape}') or NetworkMessageId =~ trim(@'\s+', '{Id:escape}');
`;

/** A subject without what an answer puts before it. */
const conversation = `tolower(replace_regex(Subject, @'(?i)^(?:\\s*(?:re|aw|sv|fw|fwd|wg|tr)\\s*:)+\\s*', ''))`;

const chosen = { parameter: 'Message', not: true };

export const messageJourney: Workbook = {
  displayName: 'Message journey',
  description:
    'Find a message by sender, recipient, subject or id, and see each of its hops with the time it took.',
  items: [
    text(
      'introduction',
      `1. Fill in what you know; a part of an address or subject is enough.
2. Click a message: its way over servers and Exchange Online stands below, with the time each step took.
3. Take a longer time range if the message is not there, or began before it.`,
    ),
    parameters('filters', [timeRange, server, domain, direction, outcome]),
    parameters('search', [
      textParameter('From', 'Sender', 'A part of the address of the sender.'),
      textParameter('To', 'Recipient', 'A part of the address of a recipient, or of the group it came from.'),
      textParameter('Subject', 'Subject', 'A part of the subject.'),
      textParameter('Id', 'Message id', 'A Message-ID, or a network message id.'),
      textParameter('Message', 'Chosen message', 'Network message id; a click on a message sets it.'),
    ]),
    grid('messages found', {
      title: 'Messages, one row each recipient, newest first: click one',
      rows: 500,
      search: true,
      exports: [{ field: 'MessageKey', parameter: 'Message' }],
      none: 'No such message in this time range. Take a longer range, or less text.',
      query: `${found}found
| top 500 by TimeGenerated desc
| project TimeGenerated, Outcome, SenderAddress, Recipient, Subject, Took = Latency / 1s, Deferrals, EnhancedStatus, SizeBytes, Via, Direction, Platform, MessageKey, MessageId`,
      formats: [
        outcomeIcons,
        bytes('SizeBytes'),
        secondsBar('Took'),
        bar('Deferrals', 'orange'),
        hidden('MessageKey'),
      ],
      labels: {
        TimeGenerated: 'Time',
        SenderAddress: 'Sender',
        SizeBytes: 'Size',
        EnhancedStatus: 'Code',
        Via: 'By way of',
      },
    }),
    text('nothing chosen', 'Click a message to see its way.', {
      style: 'info',
      visibleWhen: { parameter: 'Message' },
    }),
    group(
      'journey part',
      [
        tiles('summary', {
          title: 'The journey of the chosen message',
          height: 'small',
          value: { formatter: 12, formatOptions: { palette: 'none' }, numberFormat: inSeconds },
          query: `${journey}| extend Place = case(Kind == 'Deferred', strcat('for ', prev(Peer), ', on ', prev(Server)), Kind == 'Between servers', strcat(prev(Server), ' to ', Server),
    Kind == 'Moderator', 'for a moderator', strcat('on ', Server))
| summarize Whole = max(Since), Deferred = sumif(Seconds, Kind == 'Deferred'), Deferrals = countif(Outcome == 'Deferred'), Between = sumif(Seconds, Kind == 'Between servers'),
    Inside = sumif(Seconds, Kind == 'On servers'), Moderated = sumif(Seconds, Kind == 'Moderator'), Servers = dcount(Server), Records = count(), First = min(EventTime), arg_max(Seconds, Place, Kind)
| where Records > 0
${tileRows([
  [
    'From first to last record',
    'Whole',
    "strcat('began ', format_datetime(First, 'yyyy-MM-dd HH:mm:ss'), ' UTC')",
  ],
  ['Longest wait', 'Seconds', 'Place'],
  ['Deferred', 'Deferred', counted('Deferrals', 'deferral')],
  ['With a moderator', 'Moderated', "'until the decision'"],
  ['Between servers', 'Between', counted('Servers', 'server')],
  ['On servers', 'Inside', counted('Records', 'record')],
])}
| where Title != 'With a moderator' or Value > 0`,
        }),
        grid('fate', {
          title: 'What became of it, for each recipient',
          width: 60,
          rows: 200,
          query: `MailOutcome
| where MessageKey == '{Message:escape}'
| project Recipient, Outcome, Took = Latency / 1s, Deferrals, By, EnhancedStatus, Reason, Via, Finished, Servers = strcat_array(Servers, ', ')
| sort by Recipient asc`,
          formats: [outcomeIcons, secondsBar('Took'), bar('Deferrals', 'orange')],
          labels: { EnhancedStatus: 'Code', Via: 'By way of' },
        }),
        chart('time by server', {
          title: 'Where the time went',
          kind: 'categoricalbar',
          width: 40,
          height: 'small',
          unit: 24,
          colors: timeColors,
          query: `${journey}| summarize Seconds = sum(Seconds) by Server, Kind
| sort by Seconds desc`,
          x: 'Server',
          y: ['Seconds'],
          by: 'Kind',
        }),
        grid('steps', {
          title:
            'Steps: grey has passed; blue on a server, turquoise between servers, orange deferred, purple with a moderator',
          rows: 1000,
          height: 'full',
          query: `${journey}${timeLines}| project Step, Server, EventId, Timeline, Seconds, Waited, Time = format_datetime(EventTime, 'yyyy-MM-dd HH:mm:ss.fff'), Since, Hop, Source, RecipientAddress, RelatedRecipient, Peer,
    ConnectorId, Status, SlowestComponent, Passed, OnServer, Between, Waiting, Moderating, Outcome, Subject, MessageId`,
          formats: [
            ...timeLineFormats,
            seconds('Seconds'),
            seconds('Since'),
            details('EventId'),
            hidden('Outcome'),
            hidden('Subject'),
            hidden('MessageId'),
          ],
          labels: {
            Time: 'Time (UTC)',
            EventId: 'Event',
            Timeline: 'Time line',
            Seconds: 'Took',
            Since: 'Since the start',
            RecipientAddress: 'Recipients',
            RelatedRecipient: 'Address before',
            ConnectorId: 'Connector',
            SlowestComponent: 'Slowest component',
          },
        }),
        grid('related messages', {
          title: 'The same conversation: messages of this subject, answers and forwards',
          rows: 100,
          none: 'Nothing else from this conversation in this time range.',
          query: `let one = toscalar(MailFlow
    | where MessageKey == '{Message:escape}'
    | where isnotempty(Subject)
    | summarize arg_min(EventTime, Subject)
    | project ${conversation});
MailOutcome
| where isnotempty(one) and MessageKey != '{Message:escape}'
| where ${conversation} == one
| top 100 by TimeGenerated desc
| project TimeGenerated, SenderAddress, Recipient, Subject, Outcome, Direction, MessageId`,
          formats: [outcomeIcons],
          labels: { TimeGenerated: 'Time', SenderAddress: 'Sender' },
        }),
      ],
      chosen,
    ),
  ],
};
