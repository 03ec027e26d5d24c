import { record, sentOutside, submitted, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const send = { source: 'SMTP', 'event-id': 'SEND', directionality: 'Originating' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      sentOutside({
        at: 20,
        from: 'Mia.Vos@contoso.com',
        to: 'me@postbox.example',
        bytes: 9_000_000,
        message: 'list',
      }),
      // The same message, by way of Exchange Online, where another domain of ours is.
      record(
        {
          at: 20,
          from: 'mia.vos@contoso.com',
          to: ['tom@services.contoso.com', 'me@postbox.example'],
          message: 'list',
        },
        { ...send, 'custom-data': 'S:ToEntity=Hosted' },
      ),
      sentOutside({ at: 25, from: 'tom.hart@contoso.com', to: 'tom@inbox.example' }),
      record(
        {
          at: 20,
          from: 'ann.lee@contoso.com',
          to: ['tom.hart@contoso.com', 'me@smart.example', 'me@home.example'],
        },
        send,
      ),
      traced({ at: 20, from: 'ann.lee@contoso.com', to: 'me@cloud.example' }, 'pending'),
      // Somebody who stays, and a leaver's mail to a colleague.
      sentOutside({ at: 20, from: 'eva.roth@contoso.com', to: 'me@postbox.example' }),
      submitted({ at: 20, from: 'mia.vos@contoso.com', to: 'eva.roth@contoso.com' }),
      record({ at: 20, from: 'mia.vos@contoso.com', to: 'eva.roth@contoso.com' }, send),
      record(
        { at: 20, from: 'mia.vos@contoso.com', to: 'tom@services.contoso.com' },
        { ...send, 'custom-data': 'S:ToEntity=Hosted' },
      ),
      // What never left, and a report of nobody.
      submitted({ at: 20, from: 'mia.vos@contoso.com', to: 'me@blocked.example' }),
      sentOutside({ at: 20, to: 'me@postbox.example' }),
    ].flat(),
  },
  watchlists: {
    TerminatedEmployees: [
      { SearchKey: 'Mia.Vos@contoso.com', 'User Principal Name': 'Mia.Vos@contoso.com' },
      { SearchKey: 'Ann.Lee@contoso.com', 'User Principal Name': '' },
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
    ...['smart.example', 'home.example', 'cloud.example'].map((RecipientDomain) => ({
      SenderAddress: 'ann.lee@contoso.com',
      RecipientDomain,
      Messages: 1,
      Bytes: 20_000,
    })),
  ],
} satisfies RuleCase;
