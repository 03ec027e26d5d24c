import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(4, () =>
      mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
    ),
    ...many(3, () =>
      mail(
        { from: 'anna@contoso.com', to: 'drop@tailspin.example' },
        { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
      ),
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'ben@wingtip.example' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...many(4, () =>
      mail({ from: 'cleo@contoso.com', to: 'dora@contoso.com' }, { step: 'MAILBOXRULE RECEIVE' }),
    ),
  ],
  finds: [
    {
      Mailbox: 'anna@contoso.com',
      ForwardedPercent: 75,
      Forwarded: 3,
      Delivered: 4,
      Targets: ['drop@tailspin.example'],
    },
  ],
  leaves: [{ Mailbox: 'cleo@contoso.com' }, { Mailbox: 'ben@contoso.com' }],
  inSample: [{ Forwarded: 9, Targets: ['backup.copy.4471@postbox.example'] }],
};
