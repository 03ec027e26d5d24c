import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many, type Step } from '../testing/mail.ts';

const copy = (from: string, to: string, end: Step) =>
  mail({ from, to }, { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' }, end);
const refused = {
  step: 'SMTP FAIL',
  'recipient-status': '550 5.1.1 User unknown',
  'server-hostname': 'mx.tailspin.example',
};

export const huntingCase: HuntingCase = {
  records: [
    many(2, () => copy('anna@contoso.com', 'gone@tailspin.example', refused)),
    copy('dora@contoso.com', 'gone@tailspin.example', {
      ...refused,
      'recipient-status': '550 5.7.1 Refused',
    }),
    // One that arrives, one that waits, and what fails without being forwarded.
    copy('ben@contoso.com', 'ben@wingtip.example', 'SMTP SENDEXTERNAL'),
    copy('ben@contoso.com', 'ben@wingtip.example', 'SMTP DEFER'),
    mail({ from: 'cleo@contoso.com', to: 'gone@tailspin.example' }, 'STOREDRIVER RECEIVE', refused),
  ].flat(),
  finds: [
    {
      Mailbox: 'anna@contoso.com',
      Target: 'gone@tailspin.example',
      FailedCopies: 2,
      EnhancedStatus: '5.1.1',
      Reason: '550 5.1.1 User unknown',
      By: 'mx.tailspin.example',
      Kind: 'InboxRule',
    },
    { Mailbox: 'dora@contoso.com', EnhancedStatus: '5.7.1', FailedCopies: 1 },
  ],
  changed: [{ settings: { atLeast: '2' }, finds: [{ Mailbox: 'anna@contoso.com' }] }],
};
