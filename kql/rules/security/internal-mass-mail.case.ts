import { submitted, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const group = (size: number, first = 0) =>
  Array.from({ length: size }, (_, index) => `p${first + index}@customers.example`);

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(40, (index) =>
        submitted({ at: 20, from: 'mia.vos@contoso.com', to: group(3, 3 * index), ip: '203.0.113.9' }),
      ),
      submitted({ at: 3000, from: 'mia.vos@contoso.com', to: group(4) }),
      // The newsletter was as large last week; a chatty person stays below; a report has no sender to blame.
      submitted({ at: 20, from: 'news@contoso.com', to: group(150) }),
      submitted({ at: 9000, from: 'news@contoso.com', to: group(150) }),
      submitted({ at: 20, from: 'tom.hart@contoso.com', to: group(80) }),
      submitted({ at: 20, from: 'postmaster@contoso.com', to: group(200), fields: { 'return-path': '<>' } }),
    ].flat(),
  },
  finds: [
    { SenderAddress: 'mia.vos@contoso.com', SenderIP: '203.0.113.9', Messages: 40, DistinctRecipients: 120 },
  ],
  incidents: {
    'mass-mail': {
      minutes: 30,
      finds: ([mail]) => [{ SenderAddress: mail!.senderAddress, SenderIP: '203.0.113.199' }],
    },
  },
} satisfies RuleCase;
