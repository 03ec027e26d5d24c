import { flowFilter } from '../parameters.ts';

/** One row each time that a signal is seen: Time, Weight (3 high, 1 low), Signal, Who, Whom, Detail, MessageKey. */
export const signals = String.raw`let flow = materialize(MailFlow
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
let own = materialize(MailFlow | where Directionality == 'Originating' and not(IsNullSender) and isnotempty(SenderDomain) | distinct SenderDomain);
// What is ours, as a pattern of whole domains.
let ours = toscalar(own | summarize strcat_array(make_list(replace_string(SenderDomain, '.', @'\.')), '|'));
// The name in a domain: contoso in mail.contoso.co.uk; one text for all names that look alike.
let shape = (domain: string) { replace_string(replace_string(replace_string(translate('01!3457i', 'olleastl',
    extract(@'([^.]+)\.(?:(?:mail\.)?onmicrosoft\.com|(?:(?:co|com|org|net|ac|gov|edu)\.)?[^.]+)$', 1, domain)), 'rn', 'm'), 'vv', 'w'), '-', '') };
// Short names resemble too much.
let names = own | project Name = shape(SenderDomain) | where strlen(Name) >= 5 | distinct Name, one = 1;
let strangers = materialize(received
| where Direction == 'Incoming' and not(SenderDomain matches regex strcat(@'(?:^|\.)(?:', ours, ')$'))
| distinct SenderDomain
| extend Shape = shape(SenderDomain), one = 1);
// Two texts that differ by one letter are the same once a letter is left out of either.
let lookalikes = union
    (strangers
    | mv-expand Place = range(0, strlen(Shape)) to typeof(long)
    | extend Rest = strcat(substring(Shape, 0, Place), substring(Shape, Place + 1))
    | join kind=inner (names
        | mv-expand Place = range(0, strlen(Name)) to typeof(long)
        | extend Rest = strcat(substring(Name, 0, Place), substring(Name, Place + 1))
        | distinct Rest) on Rest),
    (strangers
    | join kind=inner names on one
    | where Shape contains Name)
| distinct SenderDomain;
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
    // Each server on its way has a record of a message.
    | summarize arg_min(EventTime, SenderAddress, RecipientAddress, SenderIP, ReturnPath, Subject) by MessageKey
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
    | where Direction == 'Incoming' and SenderDomain in (lookalikes)
    | project Time = EventTime, Weight = 3, Signal = 'Domain like ours', Who = SenderAddress, Whom = strcat_array(Recipients, '; '), Detail = strcat('from ', SenderIP, ': ', Subject), MessageKey),
    (received
    | where SenderDomain has 'xn--' or SenderDomain matches regex @'[^\x00-\x7f]'
    | project Time = EventTime, Weight = 2, Signal = 'Domain with other letters', Who = SenderAddress, Whom = strcat_array(Recipients, '; '), Detail = strcat(punycode_domain_from_string(SenderDomain), ': ', Subject), MessageKey),
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
