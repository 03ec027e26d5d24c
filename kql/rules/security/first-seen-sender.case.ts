import { received, sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const wave = (from: string, count = 25, ip = '203.0.113.66') =>
  times(count, (index) => received({ at: 20, from, to: `p${index}@contoso.com`, ip }));

export default {
  rows: {
    MessageTrackingLog_CL: [
      wave('win@new.example'),
      // Too few; known from mail that came, from mail that went.
      wave('hello@small.example', 19),
      received({ at: 9000, from: 'a@fabrikam.com', to: 'p1@contoso.com' }),
      wave('b@fabrikam.com'),
      sentOutside({ at: 9000, from: 'p1@contoso.com', to: 'a@agency.example' }),
      wave('a@agency.example'),
    ].flat(),
  },
  finds: [{ SenderDomain: 'new.example', SenderIP: '203.0.113.66', Messages: 25, DistinctRecipients: 25 }],
  incidents: {
    'phishing-wave': {
      minutes: 30,
      finds: () => [{ SenderDomain: 'c0ntoso.example', SenderIP: '203.0.113.66', Messages: 38 }],
    },
  },
} satisfies RuleCase;
