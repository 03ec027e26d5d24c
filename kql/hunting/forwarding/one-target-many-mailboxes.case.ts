import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'drop@tailspin.example' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'drop@tailspin.example' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'cleo@contoso.com', to: 'cleo@wingtip.example' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
  ],
  finds: [{ Target: 'drop@tailspin.example', Mailboxes: 2, IsExternal: true, Kinds: ['InboxRule'] }],
  leaves: [{ Target: 'cleo@wingtip.example' }],
};
