import { sentOutside, submitted } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

export default {
  rows: {
    MessageTrackingLog_CL: [
      sentOutside({ at: 20, from: 'Mia.Vos@contoso.com', to: 'me@postbox.example', bytes: 9_000_000 }),
      sentOutside({ at: 25, from: 'tom.hart@contoso.com', to: 'tom@inbox.example' }),
      // Somebody who stays, and a leaver's mail to a colleague.
      sentOutside({ at: 20, from: 'eva.roth@contoso.com', to: 'me@postbox.example' }),
      submitted({ at: 20, from: 'mia.vos@contoso.com', to: 'eva.roth@contoso.com' }),
    ].flat(),
  },
  watchlists: {
    TerminatedEmployees: [
      { SearchKey: 'Mia.Vos@contoso.com', 'User Principal Name': 'Mia.Vos@contoso.com' },
      { SearchKey: 'S-1-5-21-7', 'User Principal Name': 'tom.hart@contoso.com' },
    ],
  },
  finds: [
    {
      SenderAddress: 'mia.vos@contoso.com',
      RecipientDomain: 'postbox.example',
      Messages: 1,
      Bytes: 9_000_000,
    },
    { SenderAddress: 'tom.hart@contoso.com', RecipientDomain: 'inbox.example', Messages: 1, Bytes: 20_000 },
  ],
} satisfies RuleCase;
