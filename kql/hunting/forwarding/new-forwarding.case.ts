import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'drop@tailspin.example', at: '09:00' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'ben@wingtip.example', at: '11-10 09:00' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'ben@wingtip.example', at: '09:00' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
    ),
  ],
  finds: [
    {
      Mailbox: 'anna@contoso.com',
      Target: 'drop@tailspin.example',
      IsExternal: true,
      FirstTime: '2026-11-21T09:00:00.0000000Z',
    },
  ],
  leaves: [{ Mailbox: 'ben@contoso.com' }],
  inSample: [{ Target: 'backup.copy.4471@postbox.example', IsExternal: true }],
};
