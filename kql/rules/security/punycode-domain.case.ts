import { domainToASCII } from 'node:url';
import { received } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const mixed = domainToASCII('c\u043entoso.example');
const to = 'mia.vos@contoso.com';
const ip = '203.0.113.66';

export default {
  rows: {
    MessageTrackingLog_CL: [
      // The second letter is a Cyrillic one.
      received({ at: 20, from: `it@${mixed}`, to, ip }),
      // A customer known for long, and a name that only has these letters.
      received({ at: 9000, from: 'a@xn--mller-kva.example', to, ip }),
      received({ at: 20, from: 'a@xn--mller-kva.example', to, ip }),
      received({ at: 20, from: 'a@boxn--x.example', to, ip }),
    ].flat(),
  },
  finds: [
    {
      Domain: mixed,
      SenderAddress: `it@${mixed}`,
      SenderIP: ip,
      Shown: 'c\u043entoso.example',
      Mixed: true,
    },
  ],
} satisfies RuleCase;
