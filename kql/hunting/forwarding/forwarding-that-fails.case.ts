import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'gone@tailspin.example' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
      { step: 'SMTP FAIL', 'recipient-status': '550 5.1.1 User unknown' },
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'ben@wingtip.example' },
      { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' },
      'SMTP SENDEXTERNAL',
    ),
  ],
  finds: [
    {
      Mailbox: 'anna@contoso.com',
      Target: 'gone@tailspin.example',
      FailedCopies: 1,
      EnhancedStatus: '5.1.1',
    },
  ],
  leaves: [{ Mailbox: 'ben@contoso.com' }],
};
