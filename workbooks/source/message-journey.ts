import { bar, bytes, details, hidden, icons, secondsBar } from './column-formats.ts';
import { direction, domain, outcome, outcomeFilter, server, textParameter, timeRange } from './parameters.ts';
import { chart, grid, group, parameters, text, type Workbook } from './workbook-items.ts';

const found = String.raw`let found = MailOutcome
${outcomeFilter}
| where '*' in ({Outcome}) or Outcome in ({Outcome})
| where '{From:escape}' == '' or SenderAddress contains '{From:escape}' or ReturnPath contains '{From:escape}'
| where '{To:escape}' == '' or Recipient contains '{To:escape}' or Via contains '{To:escape}'
| where '{Subject:escape}' == '' or Subject contains '{Subject:escape}'
| where '{Id:escape}' == '' or MessageId contains trim('[<>\\s]+', '{Id:escape}') or NetworkMessageId =~ trim(@'\s+', '{Id:escape}');
`;

/** The records of the chosen message; of none while nothing is chosen. */
const journey = `MailJourney(iif('{Message:escape}' == '', 'none', '{Message:escape}'))
| extend Seconds = Took / 1s, Since = SinceStart / 1s
`;

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
      title: 'Messages: one row each recipient, newest first, at most 500',
      rows: 500,
      search: true,
      exports: [{ field: 'MessageKey', parameter: 'Message' }],
      none: 'No such message in this time range. Take a longer range, or less text.',
      query: `${found}found
| top 500 by TimeGenerated desc
| project TimeGenerated, Outcome, SenderAddress, Recipient, Subject, SizeBytes, Took = Latency / 1s, Deferrals, EnhancedStatus, Via, Direction, Platform, MessageKey, MessageId`,
      formats: [
        icons('Outcome', {
          Failed: '4',
          Quarantined: '4',
          Filtered: '2',
          Deferred: '2',
          Pending: 'pending',
          Redirected: 'right',
          Expanded: 'right',
          Recalled: 'cancelled',
        }),
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
        grid('fate', {
          title: 'What became of it, for each recipient',
          rows: 200,
          query: `MailOutcome
| where MessageKey == '{Message:escape}'
| project Recipient, Outcome, By, Finished, Took = Latency / 1s, Deferrals, EnhancedStatus, Reason, Via, Servers = strcat_array(Servers, ', ')
| sort by Recipient asc`,
          formats: [
            icons('Outcome', {
              Failed: '4',
              Quarantined: '4',
              Filtered: '2',
              Deferred: '2',
              Pending: 'pending',
            }),
            secondsBar('Took'),
            bar('Deferrals', 'orange'),
          ],
          labels: { EnhancedStatus: 'Code', Via: 'By way of' },
        }),
        chart('time line', {
          title: 'Time line: hops by time',
          kind: 'scatterchart',
          width: 60,
          query: `${journey}| project EventTime, Hop, Server
| sort by EventTime asc`,
          x: 'EventTime',
          y: ['Hop'],
          by: 'Server',
        }),
        chart('time by server', {
          title: 'Seconds by server',
          kind: 'categoricalbar',
          width: 40,
          unit: 24,
          query: `${journey}| summarize Seconds = sum(Seconds) by Server
| sort by Seconds desc`,
          x: 'Server',
          y: ['Seconds'],
        }),
        grid('steps', {
          title: 'Steps',
          rows: 1000,
          height: 'full',
          query: `${journey}| project Step, Hop, EventTime, Server, EventId, Source, Seconds, Since, Waited, RecipientAddress, RelatedRecipient, Peer, ConnectorId, Status, SlowestComponent, Outcome, Subject, MessageId`,
          formats: [
            secondsBar('Seconds'),
            secondsBar('Since', 'blue'),
            details('EventId'),
            hidden('Outcome'),
            hidden('Subject'),
            hidden('MessageId'),
          ],
          labels: {
            EventTime: 'Time',
            EventId: 'Event',
            Seconds: 'Took',
            Since: 'Since the start',
            RecipientAddress: 'Recipients',
            RelatedRecipient: 'Address before',
            ConnectorId: 'Connector',
            SlowestComponent: 'Slowest component',
          },
        }),
        grid('related messages', {
          title: 'The same sender and subject, or an answer to it',
          rows: 100,
          none: 'Nothing else from this conversation in this time range.',
          query: `let one = toscalar(MailFlow
    | where MessageKey == '{Message:escape}'
    | where isnotempty(Subject)
    | summarize arg_min(EventTime, Subject)
    | project tolower(replace_regex(Subject, @'(?i)^(?:\\s*(?:re|aw|sv|fw|fwd|wg|tr)\\s*:)+\\s*', '')));
MailOutcome
| where isnotempty(one) and MessageKey != '{Message:escape}'
| where tolower(replace_regex(Subject, @'(?i)^(?:\\s*(?:re|aw|sv|fw|fwd|wg|tr)\\s*:)+\\s*', '')) == one
| top 100 by TimeGenerated desc
| project TimeGenerated, SenderAddress, Recipient, Subject, Outcome, Direction, MessageId`,
          labels: { TimeGenerated: 'Time', SenderAddress: 'Sender' },
        }),
      ],
      chosen,
    ),
  ],
};
