import { record } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const redirect = { source: 'ROUTING', 'event-id': 'REDIRECT', directionality: 'Incoming' };
const from = 'k.andersen@fabrikam.com';
const of = (address: string) => ({ 'related-recipient-address': address });

export default {
  rows: {
    MessageTrackingLog_CL: [
      record({ at: 20, from, to: 'ceo.copy@postbox.example', fields: of('ceo@contoso.com') }, redirect),
      record(
        { at: 20, from, to: 'audit@rogue.example', fields: of('finance@contoso.com') },
        { ...redirect, source: 'AGENT' },
      ),
      // An inbox rule, to a colleague, to a mailbox in Exchange Online, and a group that is expanded.
      record(
        { at: 20, from: 'mia.vos@contoso.com', to: 'copy@postbox.example' },
        { source: 'MAILBOXRULE', 'event-id': 'RECEIVE', directionality: 'Originating' },
      ),
      record({ at: 20, from, to: 'bram@contoso.com', fields: of('wouter@contoso.com') }, redirect),
      record(
        { at: 20, from, to: 'eva@contoso.mail.onmicrosoft.com', fields: of('eva@contoso.com') },
        redirect,
      ),
      record(
        { at: 20, from, to: 'x@fabrikam.com', fields: of('group@contoso.com') },
        { ...redirect, 'event-id': 'EXPAND' },
      ),
    ].flat(),
  },
  finds: [
    {
      Kind: 'Mailbox',
      Mailbox: 'ceo@contoso.com',
      Target: 'ceo.copy@postbox.example',
      TargetDomain: 'postbox.example',
    },
    {
      Kind: 'TransportRule',
      Mailbox: 'finance@contoso.com',
      Target: 'audit@rogue.example',
      TargetDomain: 'rogue.example',
    },
  ],
} satisfies RuleCase;
