import { health, received, record, sentOutside, submitted, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'mia.vos@contoso.com';
const indicator = (Id: string, key: string, value: string, more = {}) =>
  health(3000, {
    Id,
    ObservableKey: key,
    ObservableValue: value,
    IsActive: true,
    ValidUntil: '2027-01-01T00:00:00Z',
    ...more,
  });

const found = (Indicator: string, SenderAddress: string, SenderIP: string) => ({
  Indicator,
  Origin: 'ThreatIntelIndicators',
  SenderAddress,
  SenderDomain: SenderAddress.split('@')[1],
  SenderIP,
});

export default {
  rows: {
    MessageTrackingLog_CL: [
      received({ at: 20, from: 'a@bad.example', to, ip: '192.0.2.1' }),
      received({ at: 20, from: 'b@shared.example', to, ip: '203.0.113.66' }),
      sentOutside({ at: 20, from: to, to: 'drop@watched.example', ip: '10.1.1.1' }),
      received({ at: 20, from: 'person@woodgrove.example', to, ip: '192.0.2.5' }),
      received({ at: 20, from: 'six@fabrikam.com', to, ip: '2001:db8::66' }),
      received({ at: 20, from: 'ref@fabrikam.com', to, ip: '192.0.2.6' }),
      traced({ at: 20, from: 'sender@fabrikam.com', to, ip: '192.0.2.7' }),
      // To others outside, by a server in between, and refused.
      traced({ at: 20, from: 'x@bad.example', to: 'y@litware.example', ip: '192.0.2.1' }),
      record(
        { at: 20, from: 'eva.roth@contoso.com', to: 'z@bad.example', ip: '10.1.1.2' },
        { source: 'SMTP', 'event-id': 'SEND', directionality: 'Originating' },
      ),
      record(
        { at: 20, from: 'refused@bad.example', to, ip: '192.0.2.1' },
        { source: 'SMTP', 'event-id': 'FAIL', directionality: 'Incoming' },
      ),
      // A copy on another server, mail of our own people, and an indicator of another kind.
      record(
        { at: 20, from: 'copy@bad.example', to, ip: '192.0.2.1' },
        { source: 'SMTP', 'event-id': 'HARECEIVE', directionality: 'Incoming' },
      ),
      submitted({ at: 20, from: 'eva.roth@contoso.com', to, ip: '203.0.113.66' }),
      received({ at: 20, from: 'user@fabrikam.com', to, ip: '192.0.2.8' }),
      received({ at: 20, to, ip: '192.0.2.9' }),
      // Withdrawn, expired, and nothing at all.
      received({ at: 20, from: 'c@once-bad.example', to, ip: '192.0.2.2' }),
      received({ at: 20, from: 'd@long-ago.example', to, ip: '192.0.2.3' }),
      received({ at: 20, from: 'e@fabrikam.com', to, ip: '192.0.2.4' }),
    ].flat(),
    ThreatIntelIndicators: [
      indicator('1', 'domain-name:value', 'BAD.example'),
      indicator('2', 'ipv4-addr:value', '203.0.113.66'),
      indicator('3', 'domain-name:value', 'once-bad.example'),
      {
        ...indicator('3', 'domain-name:value', 'once-bad.example', { IsActive: false }),
        TimeGenerated: '2026-11-18T08:00:00Z',
      },
      indicator('5', 'email-addr:value', 'person@woodgrove.example', { ValidUntil: undefined }),
      indicator('6', 'ipv6-addr:value', '2001:db8::66'),
      indicator('7', 'email-message:from_ref.value', 'ref@fabrikam.com'),
      indicator('8', 'email-message:sender_ref.value', 'sender@fabrikam.com'),
      indicator('9', 'user-account:user_id', 'user@fabrikam.com'),
      indicator('4', 'domain-name:value', 'long-ago.example', { ValidUntil: '2026-01-01T00:00:00Z' }),
    ],
  },
  watchlists: { MailflowThreats: [{ SearchKey: 'drop@watched.example' }, { SearchKey: '' }] },
  finds: [
    found('bad.example', 'a@bad.example', '192.0.2.1'),
    found('203.0.113.66', 'b@shared.example', '203.0.113.66'),
    { ...found('drop@watched.example', to, '10.1.1.1'), Origin: 'Watchlist' },
    found('person@woodgrove.example', 'person@woodgrove.example', '192.0.2.5'),
    found('2001:db8::66', 'six@fabrikam.com', '2001:db8::66'),
    found('ref@fabrikam.com', 'ref@fabrikam.com', '192.0.2.6'),
    found('sender@fabrikam.com', 'sender@fabrikam.com', '192.0.2.7'),
    found('bad.example', 'x@bad.example', '192.0.2.1'),
    found('bad.example', 'eva.roth@contoso.com', '10.1.1.2'),
    found('bad.example', 'refused@bad.example', '192.0.2.1'),
  ],
} satisfies RuleCase;
