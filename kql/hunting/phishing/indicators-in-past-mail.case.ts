import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail, outgoing } from '../testing/mail.ts';

/** A row of ThreatIntelIndicators, by default valid and certain. */
const indicator = (Id: string, ObservableKey: string, ObservableValue: string, more = {}) => ({
  TimeGenerated: '2026-11-20T12:00:00Z',
  Id,
  ObservableKey,
  ObservableValue,
  Confidence: 80,
  IsActive: true,
  ValidUntil: '2027-01-01T00:00:00Z',
  ...more,
});
const from = (domain: string, ip = '192.0.2.1', returnPath = `x@${domain}`) =>
  incoming({ from: `x@${domain}`, to: 'anna@contoso.com', at: '11-10 09:00', ip, returnPath });

export const huntingCase: HuntingCase = {
  records: [
    from('bad.example'),
    from('bad.example'),
    mail({ from: 'x@bad.example', to: 'ben@contoso.com', at: '11-11 09:00' }, 'SMTP RECEIVE', 'SMTP FAIL'),
    outgoing({ from: 'anna@contoso.com', to: 'y@bad.example', at: '11-12 09:00' }),
    from('host.example', '203.0.113.66'),
    from('path.example', '192.0.2.1', 'bounce@fifty.example'),
    outgoing({ from: 'anna@contoso.com', to: 'drop@watched.example' }),
    from('nine.example'),
    from('six.example'),
    from('ten.example', '2001:db8::66'),
    // No longer valid, withdrawn, unsure, of another kind, empty; and mail that has nothing to do with it.
    ...['expired', 'withdrawn', 'unsure', 'file'].map((name) => from(`${name}.example`)),
    from('fabrikam.com', ''),
    internal({ from: 'cleo@contoso.com', to: 'ben@contoso.com' }),
    outgoing({ from: 'cleo@bad.example', to: 'kim@fabrikam.com' }),
  ].flat(),
  others: {
    ThreatIntelIndicators: [
      indicator('1', 'domain-name:value', 'BAD.example'),
      indicator('2', 'ipv4-addr:value', '203.0.113.66', { ValidUntil: null, Confidence: null }),
      indicator('3', 'email-message:sender_ref.value', 'bounce@fifty.example', { Confidence: 50 }),
      indicator('4', 'domain-name:value', 'expired.example', { ValidUntil: '2026-11-21T12:00:00Z' }),
      indicator('5', 'domain-name:value', 'withdrawn.example'),
      indicator('5', 'domain-name:value', 'withdrawn.example', {
        TimeGenerated: '2026-11-21T10:00:00Z',
        IsActive: false,
      }),
      indicator('6', 'domain-name:value', 'unsure.example', { Confidence: 49 }),
      indicator('7', 'file:name', 'file.example'),
      indicator('8', 'domain-name:value', ''),
      indicator('9', 'email-addr:value', 'x@nine.example'),
      // An own account: mail to it is no finding.
      indicator('12', 'email-addr:value', 'ben@contoso.com'),
      indicator('10', 'ipv6-addr:value', '2001:db8::66'),
      indicator('11', 'email-message:from_ref.value', 'x@six.example'),
    ],
  },
  watchlists: { MailflowThreats: [{ SearchKey: ' Drop@watched.example ' }] },
  finds: [
    {
      Indicator: 'bad.example',
      Origin: 'ThreatIntelIndicators',
      Direction: 'Incoming',
      Messages: 3,
      Delivered: 2,
      Mailboxes: ['anna@contoso.com', 'ben@contoso.com'],
      FirstTime: '2026-11-10T09:00:00.0000000Z',
    },
    { Indicator: '2001:db8::66', Delivered: 1 },
    { Indicator: '203.0.113.66', Delivered: 1 },
    { Indicator: 'bad.example', Direction: 'Outgoing', Messages: 1, Mailboxes: ['anna@contoso.com'] },
    { Indicator: 'bounce@fifty.example' },
    { Indicator: 'drop@watched.example', Origin: 'Watchlist', Direction: 'Outgoing' },
    { Indicator: 'x@nine.example' },
    { Indicator: 'x@six.example' },
  ],
};
