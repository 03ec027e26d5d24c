import { received, record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'a@fabrikam.com';

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(12, (index) => received({ at: 20 + index, from, to: 'mia.vos@contoso.com', message: 'round' })),
      record(
        {
          at: 20,
          from: 'b@litware.example',
          to: 'x@old.example',
          fields: { 'recipient-status': '554 5.4.14 Hop count exceeded - possible mail loop' },
        },
        { source: 'ROUTING', 'event-id': 'FAIL' },
      ),
      // Twelve messages that look the same, and one that passes three servers.
      times(12, () => received({ at: 20, from: 'c@adatum.example', to: 'mia.vos@contoso.com' })),
      times(3, (index) =>
        received({ at: 20, from, to: 'tom@contoso.com', message: 'hops', on: `MBX0${index}` }),
      ),
    ].flat(),
  },
  finds: [
    { SenderAddress: from, RecipientDomain: 'contoso.com', Messages: 1, MostPasses: 12 },
    { SenderAddress: 'b@litware.example', RecipientDomain: 'old.example', Messages: 1, MostPasses: 0 },
  ],
} satisfies RuleCase;
