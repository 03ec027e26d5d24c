import { received, sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const MB = 1024 * 1024;

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(5, () => sentOutside({ at: 15, from: 'mia.vos@contoso.com', to: 'x@drop.example' })),
      sentOutside({ at: 15, from: 'tom.hart@contoso.com', to: 'y@share.example', bytes: 12 * MB }),
      // Known from mail that came in, known from mail that went out, and a first short mail to a new customer.
      received({ at: 9000, from: 'a@customer.example', to: 'eva.roth@contoso.com' }),
      times(6, () => sentOutside({ at: 15, from: 'eva.roth@contoso.com', to: 'a@customer.example' })),
      sentOutside({ at: 900, from: 'tom.hart@contoso.com', to: ['q@else.example', 'b@supplier.example'] }),
      times(6, () => sentOutside({ at: 15, from: 'eva.roth@contoso.com', to: 'b@supplier.example' })),
      sentOutside({ at: 15, from: 'eva.roth@contoso.com', to: 'c@prospect.example' }),
    ].flat(),
  },
  finds: [
    { SenderAddress: 'mia.vos@contoso.com', RecipientDomain: 'drop.example', Messages: 5 },
    { SenderAddress: 'tom.hart@contoso.com', RecipientDomain: 'share.example', Messages: 1 },
  ],
} satisfies RuleCase;
