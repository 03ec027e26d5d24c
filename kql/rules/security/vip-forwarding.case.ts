import { record } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const rule = { source: 'MAILBOXRULE', 'event-id': 'RECEIVE', directionality: 'Originating' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      record({ at: 20, from: 'saskia.bakker@contoso.com', to: 'tom.hart@contoso.com' }, rule),
      record({ at: 20, from: 'mia.vos@contoso.com', to: 'copy@postbox.example' }, rule),
      // Her own mailbox in Exchange Online, and mail of nobody.
      record(
        { at: 20, from: 'saskia.bakker@contoso.com', to: 'saskia.bakker@contoso.mail.onmicrosoft.com' },
        rule,
      ),
      record({ at: 20, to: 'tom.hart@contoso.com' }, { source: 'ROUTING', 'event-id': 'REDIRECT' }),
    ].flat(),
  },
  watchlists: { ExchangeVIP: [{ SearchKey: 'Saskia.Bakker@contoso.com' }] },
  finds: [
    {
      Kind: 'InboxRule',
      Mailbox: 'saskia.bakker@contoso.com',
      Target: 'tom.hart@contoso.com',
      IsExternal: false,
    },
  ],
} satisfies RuleCase;
