import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, mail, trace } from '../testing/mail.ts';

const taken = (from: string, at: string) => mail({ from, to: 'anna@contoso.com', at }, 'SMTP RECEIVE');

export const huntingCase: HuntingCase = {
  records: [
    taken('kim@fabrikam.com', '09:00'),
    taken('joe@fabrikam.com', '09:00'),
    taken('half-an-hour@wingtip.example', '11:29:59'),
    // Still in time, delivered, deferred.
    taken('late@adatum.example', '11:30'),
    incoming({ from: 'joe@tailspin.example', to: 'anna@contoso.com', at: '09:00' }),
    mail({ from: 'joe@tailspin.example', to: 'anna@contoso.com', at: '09:00' }, 'SMTP RECEIVE', 'SMTP DEFER'),
  ].flat(),
  traces: [
    {
      ...trace({ from: 'x@litware.example', to: 'anna@contoso.com', at: '09:00' }, 'pending', 'Incoming'),
      Computer: 'named by another collector',
    },
  ],
  finds: [
    {
      Server: 'MBX01',
      Messages: 2,
      SenderDomain: 'fabrikam.com',
      Recipients: ['anna@contoso.com'],
      FirstTime: '2026-11-21T09:00:00.0000000Z',
    },
    { SenderDomain: 'wingtip.example', Messages: 1 },
  ],
  changed: [
    { settings: { atLeast: '2' }, finds: [{ SenderDomain: 'fabrikam.com' }] },
    {
      page: ['2026-11-21T09:00:00Z', '2026-11-21T11:00:00Z'],
      finds: [{ SenderDomain: 'fabrikam.com', Messages: 2 }],
    },
  ],
};
