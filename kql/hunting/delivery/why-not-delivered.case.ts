import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, outgoing } from '../testing/mail.ts';

const failed = (from: string, to: string, at: string) =>
  mail({ from, to, at }, 'STOREDRIVER RECEIVE', {
    step: 'SMTP FAIL',
    'recipient-status': '550 5.1.1 User unknown',
    'server-hostname': 'mx.fabrikam.com',
  });

export const huntingCase: HuntingCase = {
  records: [
    ...failed('anna@contoso.com', 'gone@fabrikam.com', '11:00'),
    ...failed('ben@contoso.com', 'gone@fabrikam.com', '10:00'),
    ...failed('ben@contoso.com', 'away@tailspin.example', '09:00'),
    ...outgoing({ from: 'ben@contoso.com', to: 'gone@fabrikam.com' }),
  ],
  finds: [
    {
      Recipient: 'gone@fabrikam.com',
      Reason: '550 5.1.1 User unknown',
      EnhancedStatus: '5.1.1',
      By: 'mx.fabrikam.com',
      Sender: 'anna@contoso.com',
      Direction: 'Outgoing',
    },
    { Sender: 'ben@contoso.com', Recipient: 'gone@fabrikam.com' },
    { Sender: 'ben@contoso.com', Recipient: 'away@tailspin.example' },
  ],
  changed: [
    {
      settings: { sender: "'ben'", recipient: "'fabrikam'" },
      finds: [{ Sender: 'ben@contoso.com', Recipient: 'gone@fabrikam.com' }],
    },
    { settings: { show: '1' }, finds: [{ Sender: 'anna@contoso.com' }] },
  ],
  inSample: [{ EnhancedStatus: '5.4.1', By: 'smtp-out.adatum.example' }],
};
