import { bar, details, percent } from '../column-formats.ts';
import { outcomes } from '../parameters.ts';
import { chart, grid, tabPart, text } from '../workbook-items.ts';

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

export const failuresTab = tabPart('failures part', 'failures', [
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
]);
