import { received, sentOutside } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'finance@contoso.com';
const ip = '203.0.113.66';

export default {
  rows: {
    MessageTrackingLog_CL: [
      received({ at: 20, from: 'saskia.bakker@mailbox.example', to, ip }),
      // The private mailbox to which she writes herself, somebody else, and the name of a person who is no VIP.
      sentOutside({ at: 3000, from: 'saskia.bakker@contoso.com', to: 'saskiabakker@home.example' }),
      received({ at: 20, from: 'saskiabakker@home.example', to, ip }),
      received({ at: 20, from: 'k.andersen@fabrikam.com', to, ip }),
      received({ at: 20, from: 'mia.vos@mailbox.example', to, ip }),
    ].flat(),
  },
  watchlists: { VIPUsers: [{ SearchKey: 'saskia.bakker@contoso.com' }] },
  finds: [
    {
      SenderAddress: 'saskia.bakker@mailbox.example',
      Vip: 'saskia.bakker@contoso.com',
      SenderIP: ip,
      Messages: 1,
    },
  ],
} satisfies RuleCase;
