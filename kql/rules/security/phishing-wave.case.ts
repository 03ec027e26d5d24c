import { received, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const wave = (at: number, from: string, subject: (index: number) => string, count = 12) =>
  times(count, (index) =>
    received({ at, from, to: `p${index}@contoso.com`, ip: '203.0.113.66', subject: subject(index) }),
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      wave(20, 'it@new.example', (index) => `Your parcel ${index}: pay now!`),
      // A newsletter of three earlier days; a new customer who writes of different things; a small circle.
      [9000, 6000, 3000, 20].flatMap((at) => wave(at, 'news@weekly.example', () => 'Weekly news')),
      wave(20, 'a@customer.example', (index) => `About ${'abcdefghijklmnop'[index]}`),
      wave(20, 'b@club.example', () => 'Meeting on Sunday', 9),
    ].flat(),
  },
  finds: [
    {
      SenderDomain: 'new.example',
      SenderAddress: 'it@new.example',
      SenderIP: '203.0.113.66',
      DistinctRecipients: 12,
    },
  ],
  incidents: {
    'phishing-wave': {
      minutes: 30,
      finds: () => [
        {
          SenderDomain: 'c0ntoso.example',
          SenderAddress: 'it-support@c0ntoso.example',
          SenderIP: '203.0.113.66',
        },
      ],
    },
  },
} satisfies RuleCase;
