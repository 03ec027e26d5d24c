import { health, received, sentOutside } from '../testing/records.ts';
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

export default {
  rows: {
    MessageTrackingLog_CL: [
      received({ at: 20, from: 'a@bad.example', to, ip: '192.0.2.1' }),
      received({ at: 20, from: 'b@shared.example', to, ip: '203.0.113.66' }),
      sentOutside({ at: 20, from: to, to: 'drop@watched.example', ip: '10.1.1.1' }),
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
      indicator('4', 'domain-name:value', 'long-ago.example', { ValidUntil: '2026-01-01T00:00:00Z' }),
    ],
  },
  watchlists: { MailflowThreats: [{ SearchKey: 'drop@watched.example' }] },
  finds: [
    {
      Indicator: 'bad.example',
      Origin: 'ThreatIntelIndicators',
      SenderAddress: 'a@bad.example',
      SenderDomain: 'bad.example',
      SenderIP: '192.0.2.1',
    },
    {
      Indicator: '203.0.113.66',
      Origin: 'ThreatIntelIndicators',
      SenderAddress: 'b@shared.example',
      SenderDomain: 'shared.example',
      SenderIP: '203.0.113.66',
    },
    {
      Indicator: 'drop@watched.example',
      Origin: 'Watchlist',
      SenderAddress: to,
      SenderDomain: 'contoso.com',
      SenderIP: '10.1.1.1',
    },
  ],
} satisfies RuleCase;
