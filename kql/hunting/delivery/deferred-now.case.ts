import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

const busy = { step: 'SMTP DEFER', 'recipient-status': '451 4.3.1 Insufficient resources' };

export const huntingCase: HuntingCase = {
  records: [
    mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com;joe@fabrikam.com', at: '09:00' },
      { step: 'STOREDRIVER RECEIVE', server: 'MBX02' },
      busy,
      busy,
    ),
    mail({ from: 'ben@contoso.com', to: 'kim@wingtip.example', at: '10:00' }, 'STOREDRIVER RECEIVE', busy),
    // Sent at last; failed at last.
    mail({ from: 'anna@contoso.com', to: 'joe@tailspin.example' }, busy, 'SMTP SENDEXTERNAL'),
    mail({ from: 'anna@contoso.com', to: 'lee@tailspin.example' }, busy, 'SMTP FAIL'),
  ].flat(),
  finds: [
    {
      Domain: 'fabrikam.com',
      Waiting: 2,
      LongestWait: '03:00:00',
      Attempts: 2,
      Example: '451 4.3.1 Insufficient resources',
      Senders: ['anna@contoso.com'],
      Servers: ['MBX02', 'MBX01'],
    },
    { Domain: 'wingtip.example', Waiting: 1, LongestWait: '02:00:00' },
  ],
  changed: [
    {
      settings: { atLeast: '2' },
      page: ['2026-11-21T00:00:00Z', '2026-11-21T11:30:00Z'],
      finds: [{ Domain: 'fabrikam.com', LongestWait: '02:30:00' }],
    },
  ],
  inSample: [{ Domain: 'litware.example', Example: '452 4.3.1 Insufficient system resources' }],
};
