import { bar, details, hidden, icons } from './column-formats.ts';
import {
  direction,
  domain,
  flowFilter,
  numberParameter,
  outcomeFilter,
  server,
  textParameter,
  timeRange,
} from './parameters.ts';
import { chart, grid, group, parameters, tabs, text, tiles, type Workbook } from './workbook-items.ts';

/** One row each time that a signal is seen: Time, Weight (3 high, 1 low), Signal, Who, Whom, Detail, MessageKey. */
const signals = String.raw`let flow = materialize(MailFlow
${flowFilter}
| where not(IsShadow)
| where EventId in ('RECEIVE', 'AGENTINFO', 'FAIL', 'SENDEXTERNAL') or Source in ('ADMIN', 'PICKUP') or TraceStatus != ''
| project EventTime, EventId, Source, Platform, TraceStatus, Outcome, Direction, FromEntity, Directionality, SenderAddress, SenderDomain, ReturnPath, IsNullSender,
    Recipients, RecipientCount, RecipientAddress, Subject, SizeBytes, SenderIP, EnhancedStatus, TransportRuleIds, TransportRuleActions, DlpMatches, MalwareFound,
    MalwareAction, SpamVerdict, EffectiveTls, ConnectorId, Computer, SourceContext, MessageKey);
let received = materialize(flow
| where (EventId == 'RECEIVE' or TraceStatus != '') and isnotempty(MessageKey)
| summarize arg_min(EventTime, Source, Direction, FromEntity, SenderAddress, SenderDomain, ReturnPath, IsNullSender, Subject, SenderIP), SizeBytes = max(SizeBytes),
    Recipients = make_set(Recipients) by MessageKey);
let own = MailFlow | where Directionality == 'Originating' and not(IsNullSender) and isnotempty(SenderDomain) | distinct SenderDomain;
// What is ours, as a pattern of whole domains, and the names in it without letters that look like others.
let ours = toscalar(own | summarize strcat_array(make_list(replace_string(SenderDomain, '.', @'\.')), '|'));
let names = toscalar(own
    | extend Name = replace_string(replace_string(translate('01345', 'oleas', extract(@'([^.]+)\.[^.]+$', 1, SenderDomain)), 'rn', 'm'), '-', '')
    | where strlen(Name) >= 4 and Name != 'onmicrosoft'
    | summarize strcat_array(make_set(Name), '|'));
let signals = union
    (MailForwards
    | where IsExternal
    | where '*' in ({Server}) or Computer in ({Server})
    | project Time = TimeGenerated, Weight = 3, Signal = 'Forwarding to the outside', Who = Mailbox, Whom = Target, Detail = strcat(Kind, ': ', Subject), MessageKey),
    (received
    | where not(IsNullSender) and isnotempty(SenderAddress) and Direction != 'Incoming'
    | summarize Time = min(EventTime), Messages = count(), Recipients = sum(array_length(Recipients)), Whom = take_any(tostring(Recipients[0])), Subject = take_any(Subject),
        MessageKey = take_any(MessageKey) by SenderAddress, bin(EventTime, 15m)
    | where Recipients >= {ManyRecipients}
    | project Time, Weight = 3, Signal = 'Mass mail from inside', Who = SenderAddress, Whom,
        Detail = strcat(Recipients, ' recipients of ', Messages, ' messages in 15 minutes: ', Subject), MessageKey),
    (received
    | where Direction == 'Incoming' and not(IsNullSender)
    | mv-expand Recipient = Recipients to typeof(string)
    | summarize Time = min(EventTime), Reached = dcount(Recipient), Whom = take_any(Recipient), Subject = take_any(Subject), From = take_any(SenderIP), MessageKey = take_any(MessageKey)
        by SenderAddress, bin(EventTime, 1h)
    | where Reached >= {ManyRecipients} / 2
    | project Time, Weight = 2, Signal = 'Wave from outside', Who = SenderAddress, Whom, Detail = strcat(Reached, ' recipients in an hour, from ', From, ': ', Subject), MessageKey),
    (received
    | where Direction == 'Incoming' and not(IsNullSender)
    | mv-expand Recipient = Recipients to typeof(string)
    | summarize Time = min(EventTime), Senders = dcount(SenderDomain), Messages = count(), MessageKey = take_any(MessageKey) by Recipient, bin(EventTime, 1h)
    | where Senders >= {ManyRecipients}
    | project Time, Weight = 3, Signal = 'Mail bomb', Who = '', Whom = Recipient, Detail = strcat(Messages, ' messages from ', Senders, ' domains in an hour'), MessageKey),
    (flow
    | where EventId == 'RECEIVE' and Source == 'SMTP' and FromEntity == 'Internet' and not(IsNullSender) and SenderDomain in (own)
    | project Time = EventTime, Weight = 3, Signal = 'Own domain from outside', Who = SenderAddress, Whom = RecipientAddress, Detail = strcat('from ', SenderIP, ', return path ', ReturnPath, ': ', Subject), MessageKey),
    (flow
    | where EventId == 'FAIL' and EnhancedStatus in ('5.1.1', '5.1.10') and Direction == 'Incoming'
    | summarize Time = min(EventTime), Addresses = dcount(RecipientAddress), Whom = take_any(RecipientAddress), MessageKey = take_any(MessageKey) by SenderAddress, bin(EventTime, 1h)
    | where Addresses >= 3
    | project Time, Weight = 2, Signal = 'Guessed addresses', Who = SenderAddress, Whom, Detail = strcat(Addresses, ' recipients that do not exist, in an hour'), MessageKey),
    (received
    | where Direction == 'Outgoing' and not(IsNullSender)
    | mv-expand Recipient = Recipients to typeof(string)
    | where tostring(split(SenderAddress, '@')[0]) == tostring(split(Recipient, '@')[0]) and Recipient !endswith strcat('@', SenderDomain)
    | project Time = EventTime, Weight = 2, Signal = 'To the same name outside', Who = SenderAddress, Whom = Recipient, Detail = strcat(round(SizeBytes / 1e6, 1), ' MB: ', Subject), MessageKey),
    (received
    | where Direction == 'Outgoing' and SizeBytes >= {LargeMegabytes} * 1000000
    | project Time = EventTime, Weight = 1, Signal = 'Large mail to the outside', Who = SenderAddress, Whom = strcat_array(Recipients, '; '), Detail = strcat(round(SizeBytes / 1e6, 1), ' MB: ', Subject), MessageKey),
    (received
    | where Direction == 'Incoming' and isnotempty(names) and not(SenderDomain matches regex strcat(@'(?:^|\.)(?:', ours, ')$'))
    | where replace_string(replace_string(translate('01345', 'oleas', SenderDomain), 'rn', 'm'), '-', '') matches regex names
    | project Time = EventTime, Weight = 3, Signal = 'Domain like ours', Who = SenderAddress, Whom = strcat_array(Recipients, '; '), Detail = strcat('from ', SenderIP, ': ', Subject), MessageKey),
    (received
    | where SenderDomain has 'xn--' or SenderDomain matches regex @'[^\x00-\x7f]'
    | project Time = EventTime, Weight = 2, Signal = 'Domain with other letters', Who = SenderAddress, Whom = strcat_array(Recipients, '; '), Detail = strcat(punycode_domain_to_string(SenderDomain), ': ', Subject), MessageKey),
    (received
    | where IsNullSender and FromEntity == 'Internet' and not(SenderAddress matches regex '^(?:postmaster|mailer-daemon|microsoftexchange)')
    | project Time = EventTime, Weight = 1, Signal = 'Null sender, no report', Who = SenderAddress, Whom = strcat_array(Recipients, '; '), Detail = strcat('from ', SenderIP, ': ', Subject), MessageKey),
    (flow
    | where Source == 'PICKUP' and EventId == 'RECEIVE' or Source == 'ADMIN'
    | project Time = EventTime, Weight = 3, Signal = iif(Source == 'ADMIN', 'Queue changed by hand', 'Dropped into the pickup folder'), Who = SenderAddress, Whom = RecipientAddress,
        Detail = strcat(EventId, ' on ', Computer, ': ', SourceContext), MessageKey),
    (flow
    | where MalwareFound
    | project Time = EventTime, Weight = 3, Signal = 'Malware', Who = SenderAddress, Whom = RecipientAddress, Detail = strcat('action ', MalwareAction, ': ', Subject), MessageKey),
    (flow
    | where Outcome in ('Quarantined', 'Filtered') or SpamVerdict in ('PHSH', 'HPHISH', 'HPHSH')
    | summarize Time = min(EventTime), Outcome = take_any(Outcome), SenderAddress = take_any(SenderAddress), Subject = take_any(Subject) by MessageKey, RecipientAddress
    | project Time, Weight = iif(Outcome == 'Quarantined', 2, 1), Signal = iif(Outcome == 'Filtered', 'Spam', 'Quarantined or phishing'), Who = SenderAddress, Whom = RecipientAddress, Detail = Subject, MessageKey),
    (flow
    | where array_length(DlpMatches) > 0
    | project Time = EventTime, Weight = 2, Signal = 'Data classification matched', Who = SenderAddress, Whom = RecipientAddress, Detail = strcat_array(DlpMatches, '; '), MessageKey)
| where isnotempty(Signal);
`;

const weights = icons('Importance', { high: '4', medium: '2' }, 'info');
const importance = "Importance = case(Weight == 3, 'high', Weight == 2, 'medium', 'low')";
const tab = (value: string) => ({ parameter: 'Tab', value });

export const security: Workbook = {
  displayName: 'Mail security signals',
  description:
    'Forwarding, mass mail, waves from outside, spoofed domains, guessed addresses, leaks: what the analytics rules look for, to browse.',
  items: [
    text(
      'introduction',
      `What the analytics rules look for, at lower thresholds and without alerts. A signal is a reason to look, no verdict. Click a
tile, then a name: the list follows, and a click in the list shows the way of the message.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      numberParameter(
        'ManyRecipients',
        'Many',
        'Recipients in 15 minutes that make mass mail (from outside half as many in an hour), and sending domains in an hour that make a mail bomb.',
        '50',
      ),
      numberParameter(
        'LargeMegabytes',
        'Large (MB)',
        'Size from which a message to the outside is large.',
        '10',
      ),
    ]),
    parameters('chosen', [
      textParameter('Signal', 'Signal', 'A signal; a click on a tile sets it.'),
      textParameter('Who', 'Address', 'Who did it, or whom it met; a click on a name sets it.'),
      textParameter('Message', 'Message', 'Network message id; a click in the list sets it.'),
    ]),
    tabs('parts', 'Tab', {
      signals: 'Signals',
      rules: 'Transport rules and filters',
      alerts: 'Alerts of Microsoft Sentinel',
    }),
    group(
      'signals part',
      [
        tiles('signal tiles', {
          title: 'Signals: click one',
          exports: [{ field: 'Title', parameter: 'Signal' }],
          none: 'No signals in this time range.',
          query: `${signals}signals
| summarize Value = count(), Weight = max(Weight), Names = dcount(iif(isempty(Who), Whom, Who)), Last = max(Time) by Title = Signal
| sort by Weight desc, Value desc
| project Order = row_number(), Title, Value, Note = strcat(case(Weight == 3, 'high', Weight == 2, 'medium', 'low'), ', ', Names, iif(Names == 1, ' address', ' addresses'))`,
        }),
        chart('signals over time', {
          title: 'Signals over time',
          kind: 'barchart',
          width: 60,
          none: 'No signals in this time range.',
          query: `${signals}signals
| where '{Signal:escape}' == '' or Signal == '{Signal:escape}'
| summarize Signals = count() by Time = bin(Time, {TimeRange:grain}), Signal
| sort by Time asc`,
          x: 'Time',
          y: ['Signals'],
          by: 'Signal',
        }),
        grid('addresses', {
          title: 'Addresses behind the chosen signal, or all',
          width: 40,
          rows: 100,
          exports: [{ field: 'Address', parameter: 'Who' }],
          none: 'No signals in this time range.',
          query: `${signals}signals
| where '{Signal:escape}' == '' or Signal == '{Signal:escape}'
| summarize Signals = count(), Weight = max(Weight), Kinds = make_set(Signal, 5), Last = max(Time) by Address = iif(isempty(Who), Whom, Who)
| sort by Weight desc, Signals desc
| project Address, ${importance}, Signals, Kinds = strcat_array(Kinds, ', '), Last`,
          formats: [weights, bar('Signals', 'red')],
        }),
        grid('signal list', {
          title: 'Signals of the chosen kind and address, newest first',
          rows: 500,
          search: true,
          height: 'large',
          exports: [{ field: 'MessageKey', parameter: 'Message' }],
          none: 'No such signals in this time range.',
          query: `${signals}signals
| where '{Signal:escape}' == '' or Signal == '{Signal:escape}'
| where '{Who:escape}' == '' or Who == '{Who:escape}' or Whom == '{Who:escape}'
| top 500 by Time desc
| project Time, ${importance}, Signal, Who, Whom, Detail, MessageKey`,
          formats: [weights, hidden('MessageKey')],
        }),
        grid('way of the message', {
          title: 'Way of the chosen message',
          rows: 200,
          none: 'Click a signal in the list to see the way of its message.',
          query: `MailJourney(iif('{Message:escape}' == '', 'none', '{Message:escape}'))
| project Step, EventTime, Server, EventId, Source, Seconds = Took / 1s, RecipientAddress, RelatedRecipient, Peer, Status, SenderAddress, Subject, MessageId`,
          formats: [bar('Seconds', 'orange'), details('EventId')],
          labels: {
            EventTime: 'Time',
            EventId: 'Event',
            RecipientAddress: 'Recipients',
            RelatedRecipient: 'Address before',
          },
        }),
      ],
      tab('signals'),
    ),
    group(
      'rules part',
      [
        grid('transport rules', {
          title: 'Transport rules that fired',
          width: 50,
          none: 'No rule fired, or none was logged.',
          query: `MailFlow
${flowFilter}
| where EventId == 'AGENTINFO' and array_length(TransportRuleIds) > 0
| mv-expand Rule = TransportRuleIds to typeof(string)
| summarize Messages = dcount(MessageKey), Senders = dcount(SenderAddress), Actions = make_set(TransportRuleActions, 10), First = min(EventTime), Last = max(EventTime) by Rule
| sort by Messages desc
| project Rule, Messages, Senders, Actions = strcat_array(Actions, ', '), First, Last`,
          formats: [bar('Messages'), bar('Senders', 'purple')],
          labels: { Rule: 'Rule (GUID)' },
        }),
        grid('forwards', {
          title: 'Forwarding in effect, inside and outside',
          width: 50,
          none: 'Nothing was forwarded.',
          query: `MailForwards
| where '*' in ({Server}) or Computer in ({Server})
| summarize Messages = count(), First = min(TimeGenerated), Last = max(TimeGenerated) by Mailbox, Target, Kind, IsExternal
| extend Where = iif(IsExternal, 'outside', 'inside')
| sort by IsExternal desc, Messages desc
| project Mailbox, Target, Where, Kind, Messages, First, Last`,
          formats: [icons('Where', { outside: '2' }), bar('Messages', 'orange')],
        }),
        chart('verdicts', {
          title: 'Filtered, quarantined and refused',
          kind: 'barchart',
          none: 'Nothing was filtered, quarantined or refused.',
          query: `MailOutcome
${outcomeFilter}
| extend Verdict = case(MalwareFound, 'Malware', Outcome == 'Quarantined', 'Quarantined', Outcome == 'Filtered', 'Spam', Outcome == 'Failed' and EnhancedStatus startswith '5.7.', 'Refused by policy', Outcome == 'Failed' and EnhancedStatus in ('5.1.1', '5.1.10'), 'No such recipient', '')
| where Verdict != ''
| summarize Recipients = count() by Time = bin(TimeGenerated, {TimeRange:grain}), Verdict
| sort by Time asc`,
          x: 'Time',
          y: ['Recipients'],
          by: 'Verdict',
        }),
        grid('tls', {
          title: 'Protection in transit by domain: the weakest first',
          none: 'No record tells of TLS.',
          rows: 200,
          query: `MailFlow
${flowFilter}
| where Source == 'SMTP' and isnotempty(EffectiveTls) and isnotempty(PeerHostname)
| extend Domain = iif(Direction == 'Incoming', SenderDomain, RecipientDomain), Way = iif(EventId == 'RECEIVE', 'received', 'sent')
| summarize Messages = dcount(MessageKey), Levels = make_set(EffectiveTls, 5), Required = make_set_if(RequiredTls, isnotempty(RequiredTls), 5), Open = countif(EffectiveTls == 'NoTls'), Last = max(EventTime) by Domain, Way, ConnectorId
| sort by Open desc, Messages desc
| project Domain, Way, ConnectorId, Messages, Open, Levels = strcat_array(Levels, ', '), Required = strcat_array(Required, ', '), Last`,
          formats: [bar('Messages'), bar('Open', 'red')],
          labels: { Open: 'Without TLS', ConnectorId: 'Connector' },
        }),
      ],
      tab('rules'),
    ),
    group(
      'alerts part',
      [
        text(
          'alerts help',
          'Alerts of analytics rules whose query reads mail flow. Without Microsoft Sentinel the list is empty.',
          { style: 'info' },
        ),
        grid('alerts', {
          title: 'Alerts on mail flow',
          rows: 200,
          search: true,
          none: 'No alerts in this time range.',
          query: `union isfuzzy=true
    (datatable(TimeGenerated: datetime, AlertName: string, Severity: string, Status: string, Description: string, Entities: string, Query: string)[]),
    (SecurityAlert
    | project TimeGenerated, AlertName, Severity = column_ifexists('AlertSeverity', ''), Status = column_ifexists('Status', ''),
        Description = column_ifexists('Description', ''), Entities, Query = column_ifexists('ExtendedProperties', ''))
| where Query has_any ('MailFlow', 'MailOutcome', 'MailForwards', 'MailTopSenders', 'MailPairs', 'MailBaseline', 'MailJourney', 'MailServerHealth', 'MessageTrackingLog_CL', 'MailflowHealth_CL')
| sort by TimeGenerated desc
| project TimeGenerated, Severity, AlertName, Status, Description, Entities`,
          formats: [
            icons('Severity', { High: 'Sev0', Medium: 'Sev1', Low: 'Sev2' }, 'Sev3'),
            details('AlertName'),
          ],
          labels: { TimeGenerated: 'Time', AlertName: 'Alert' },
        }),
      ],
      tab('alerts'),
    ),
  ],
};
