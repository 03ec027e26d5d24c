import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, mail, outgoing } from '../testing/mail.ts';

const moved = (event: string, to: string) =>
  mail({ from: 'anna.berg@contoso.com', to }, 'STOREDRIVER RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'kim@fabrikam.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    ...outgoing({ from: 'anna.berg@contoso.com', to: 'AnnaBerg77@inbox.example', bytes: 10 * 2 ** 20 }),
    ...outgoing({ from: 'anna.berg@contoso.com', to: 'annaberg77@inbox.example', bytes: 10 * 2 ** 20 }),
    ...outgoing({ from: 'jörg@contoso.com', to: 'jo.rg@inbox.example' }),
    ...outgoing({ from: 'björn@contoso.com', to: 'björn@inbox.example' }),
    // Too short, another name, a colleague, somebody outside to himself.
    ...outgoing({ from: 'anna@contoso.com', to: 'anna@inbox.example' }),
    ...outgoing({ from: 'ben.falk@contoso.com', to: 'kim@fabrikam.com' }),
    ...internal({ from: 'anna.berg@contoso.com', to: 'anna-berg@contoso.com' }),
    ...outgoing({ from: 'lotta@fabrikam.com', to: 'lotta@inbox.example' }),
    // A group and a mailbox of ours by that name with somebody outside behind them.
    ...moved('EXPAND', 'anna.berg@contoso.net'),
    ...moved('REDIRECT', 'annaberg@contoso.net'),
  ],
  finds: [
    {
      Sender: 'anna.berg@contoso.com',
      PrivateAddress: 'annaberg77@inbox.example',
      Messages: 2,
      Megabytes: 20,
    },
    { Sender: 'björn@contoso.com' },
  ],
  inSample: [{ Sender: 'arjun.mehta@contoso.com', PrivateAddress: 'arjunmehta@postbox.example' }],
};
