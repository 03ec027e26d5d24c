import { bar, icons } from '../column-formats.ts';
import { outcomeColors } from '../outcome-looks.ts';
import { flowFilter, outcomeFilter } from '../parameters.ts';
import { chart, grid, tabPart } from '../workbook-items.ts';

export const rulesTab = tabPart('rules part', 'rules', [
  grid('transport rules', {
    title: 'Transport rules that fired',
    width: 45,
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
    width: 55,
    none: 'Nothing was forwarded.',
    query: `MailForwards
| where '*' in ({Server}) or Computer in ({Server})
| summarize Messages = count(), First = min(TimeGenerated), Last = max(TimeGenerated) by Mailbox, Target, Kind, IsExternal
| extend Where = iif(IsExternal, 'outside', 'inside')
| sort by IsExternal desc, Messages desc
| project Mailbox, Target, Where, Messages, Kind, First, Last`,
    formats: [icons('Where', { outside: '2' }), bar('Messages')],
  }),
  chart('verdicts', {
    title: 'Filtered, quarantined and refused',
    kind: 'barchart',
    colors: {
      Malware: 'redBright',
      Quarantined: outcomeColors.Quarantined,
      Spam: outcomeColors.Filtered,
      'Refused by policy': 'orange',
      'No such recipient': 'gray',
    },
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
]);
