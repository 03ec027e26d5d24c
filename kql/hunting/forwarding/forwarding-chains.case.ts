import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'ben@contoso.com' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'drop@tailspin.example' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'dora@contoso.com', to: 'emil@contoso.com' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'emil@contoso.com', to: 'dora@contoso.com' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'cleo@contoso.com', to: 'cleo@wingtip.example' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
  ],
  finds: [
    { Chain: 'anna@contoso.com > ben@contoso.com > drop@tailspin.example', EndsOutside: true, IsRing: false },
    { Chain: 'dora@contoso.com > emil@contoso.com > dora@contoso.com', IsRing: true },
  ],
  leaves: [{ FirstMailbox: 'cleo@contoso.com' }],
};
