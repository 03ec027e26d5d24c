import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'drop@tailspin.example', subject: 'FW: Prices' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'dora@wingtip.example' },
      { step: 'ROUTING REDIRECT', 'related-recipient-address': 'ben@contoso.com' },
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'dora@contoso.com' },
      { step: 'ROUTING REDIRECT', 'related-recipient-address': 'cleo@contoso.com' },
    ),
  ],
  finds: [
    { Mailbox: 'anna@contoso.com', Target: 'drop@tailspin.example', Kind: 'InboxRule', Messages: 1 },
    { Mailbox: 'ben@contoso.com', Target: 'dora@wingtip.example', Kind: 'Mailbox' },
  ],
  leaves: [{ Mailbox: 'cleo@contoso.com' }],
  inSample: [
    { Target: 'backup.copy.4471@postbox.example', Kind: 'InboxRule', IsExternal: true, Messages: 9 },
  ],
};
