import { record } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const rule = { source: 'MAILBOXRULE', 'event-id': 'RECEIVE', directionality: 'Originating' };
const of = (address: string) => ({ 'related-recipient-address': address });

export default {
  rows: {
    MessageTrackingLog_CL: [
      record({ at: 3, from: 'mia.vos@contoso.com', to: 'copy@postbox.example' }, rule),
      record({ at: 4, from: 'mia.vos@contoso.com', to: 'copy@postbox.example' }, rule),
      // A rule that forwards inside, one that ran an hour ago, an administrator's setting, and a person who
      // forwards by hand.
      record({ at: 3, from: 'tom.hart@contoso.com', to: 'mia.vos@contoso.com' }, rule),
      record({ at: 60, from: 'ann.lee@contoso.com', to: 'ann@postbox.example' }, rule),
      record(
        { at: 3, from: 'a@fabrikam.com', to: 'wouter@postbox.example', fields: of('wouter@contoso.com') },
        { source: 'ROUTING', 'event-id': 'REDIRECT', directionality: 'Incoming' },
      ),
      record(
        { at: 3, from: 'eva.roth@contoso.com', to: 'x@fabrikam.com' },
        { ...rule, source: 'STOREDRIVER' },
      ),
    ].flat(),
  },
  finds: [
    {
      Mailbox: 'mia.vos@contoso.com',
      Target: 'copy@postbox.example',
      TargetDomain: 'postbox.example',
      Messages: 2,
    },
  ],
  incidents: {
    'inbox-rule-forwarding': {
      minutes: 35,
      finds: ([copy]) => [
        {
          Mailbox: copy!.senderAddress,
          Target: copy!.recipientAddress,
          TargetDomain: 'postbox.example',
        },
      ],
    },
  },
} satisfies RuleCase;
