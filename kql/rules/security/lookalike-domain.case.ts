import { delivered, received, sentOutside } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'mia.vos@contoso.com';
const ip = '203.0.113.66';

export default {
  rows: {
    MessageTrackingLog_CL: [
      delivered({ at: 100, from: 'a@fabrikam.com', to }),
      received({ at: 20, from: 'it@c0ntoso.example', to, ip }),
      received({ at: 20, from: 'it@contosso.com', to, ip }),
      received({ at: 20, from: 'it@contoso-support.com', to, ip }),
      received({ at: 20, from: 'it@mail.contoso.co', to, ip }),
      // Our own domains, other names, and one alike that we have written to for long.
      received({ at: 20, from: 'it@services.contoso.com', to, ip }),
      received({ at: 20, from: 'a@fabrikam.com', to, ip }),
      received({ at: 20, from: 'a@consul.example', to, ip }),
      sentOutside({ at: 9000, from: to, to: 'a@cantoso.example' }),
      received({ at: 20, from: 'a@cantoso.example', to, ip }),
    ].flat(),
  },
  finds: ['c0ntoso.example', 'contosso.com', 'contoso-support.com', 'mail.contoso.co'].map((domain) => ({
    SenderDomain: domain,
    SenderAddress: `it@${domain}`,
    SenderIP: ip,
    LooksLike: 'contoso.com',
  })),
  incidents: {
    'phishing-wave': {
      minutes: 30,
      finds: () => [
        {
          SenderDomain: 'c0ntoso.example',
          SenderAddress: 'it-support@c0ntoso.example',
          SenderIP: '203.0.113.66',
          LooksLike: 'contoso.com',
        },
      ],
    },
  },
} satisfies RuleCase;
