import { received, record, sentOutside, submitted, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'a@fabrikam.com';
const to = 'mia.vos@contoso.com';
const fail = (sender: string, status: string, event = 'FAIL') =>
  record(
    { at: 20, from: sender, to: 'x@old.example', fields: { 'recipient-status': status } },
    { source: 'ROUTING', 'event-id': event },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(10, (n) => received({ at: 20 + n, from, to: [to, 'tom@contoso.com'], message: 'round' })),
      fail('b@litware.example', '554 5.4.14 Message expired'),
      fail('c@litware.example', '554 5.4.6 Too many Received headers'),
      fail('d@litware.example', '554 Hop count exceeded - possible mail loop', 'BADMAIL'),
      // Nine times; ten that look the same; ten servers on the way; a group whose members come in turns; other steps; no id.
      times(9, () => received({ at: 20, from: 'e@adatum.example', to, message: 'nine' })),
      times(10, () => received({ at: 20, from: 'f@adatum.example', to })),
      times(10, (n) => received({ at: 20, from, to: 'tom@contoso.com', message: 'hops', on: `MBX${n}` })),
      times(10, (n) =>
        received({ at: 20, from: 'g@adatum.example', to: `p${n}@contoso.com`, message: 'all' }),
      ),
      times(10, () => submitted({ at: 20, from: to, to: 'tom@contoso.com', message: 'draft' })),
      times(10, () => sentOutside({ at: 20, from: to, to: from, message: 'again' })),
      times(10, () =>
        received({
          at: 20,
          from,
          to: 'x@contoso.com',
          fields: { 'message-id': '', 'network-message-id': '' },
        }),
      ),
      // A wrong address; and the report of a loop, which goes to the sender.
      fail('h@adatum.example', '550 5.1.1 User unknown'),
      fail('postmaster@contoso.com', '554 5.4.6 Hop count exceeded', 'DSN'),
    ].flat(),
  },
  finds: [
    { SenderAddress: from, RecipientDomain: 'contoso.com', Messages: 1, MostPasses: 10 },
    ...['b', 'c', 'd'].map((name) => ({
      SenderAddress: `${name}@litware.example`,
      RecipientDomain: 'old.example',
      Messages: 1,
      MostPasses: 0,
    })),
  ],
} satisfies RuleCase;
