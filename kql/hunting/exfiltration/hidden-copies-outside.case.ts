import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'ben@contoso.com;drop@tailspin.example' },
      { step: 'STOREDRIVER RECEIVE', 'recipient-status': 'To;Bcc' },
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'anna@contoso.com;kim@fabrikam.com' },
      { step: 'STOREDRIVER RECEIVE', 'recipient-status': 'Bcc;To' },
    ),
  ],
  finds: [
    {
      Sender: 'anna@contoso.com',
      Domain: 'tailspin.example',
      Messages: 1,
      BlindOnly: 0,
      Addresses: ['drop@tailspin.example'],
    },
  ],
  leaves: [{ Sender: 'ben@contoso.com' }],
  inSample: [{ Domain: 'inbox.example' }],
};
