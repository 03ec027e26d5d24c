import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, mail, many, outgoing, trace } from '../testing/mail.ts';

const tried = (ip: string, to: string, at = '11:00', status = '5.1.1', step = 'SMTP FAIL') =>
  mail({ from: 'x@tailspin.example', to: `${to}@contoso.com`, ip, at }, 'SMTP RECEIVE', {
    step,
    'recipient-status': `550 ${status} Told`,
  });
const three = ['a.berg', 'b.berg', 'c.berg'];

export const huntingCase: HuntingCase = {
  records: [
    tried('203.0.113.1', 'a.berg', '11-10 09:00'),
    tried('203.0.113.1', 'b.berg', '11-12 09:00', '5.1.10'),
    tried('203.0.113.1', 'c.berg', '11-14 09:00', '5.4.1'),
    mail({ from: '<>', to: 'd.berg@contoso.com', ip: '203.0.113.1', at: '11-14 10:00' }, 'SMTP RECEIVE', {
      step: 'SMTP FAIL',
      'recipient-status': '550 5.1.2 Told',
    }),
    tried('203.0.113.1', 'mia', '11-15 09:00', '5.2.2'),
    incoming({ from: 'x@tailspin.example', to: 'anna@contoso.com', ip: '203.0.113.1', at: '11-20 09:00' }),
    incoming({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', ip: '203.0.113.1', at: '11-05 09:00' }),
    three.flatMap((name) => tried('203.0.113.8', name)),
    // Two; one three times; full mailboxes; those that exist; waiting; without a host; not ours.
    three.slice(1).flatMap((name) => tried('203.0.113.2', name)),
    many(3, () => tried('203.0.113.3', 'a.berg')),
    three.flatMap((name) => tried('203.0.113.4', name, '11:00', '5.2.2')),
    three.flatMap((name) =>
      incoming({ from: 'kim@fabrikam.com', to: `${name}@contoso.com`, ip: '203.0.113.5' }),
    ),
    three.flatMap((name) => tried('203.0.113.6', name, '11:00', '5.1.1', 'SMTP DEFER')),
    three.flatMap((name) => tried('', name)),
    three.flatMap((name) =>
      mail(
        { from: 'anna@contoso.com', to: `${name}@fabrikam.com`, ip: '203.0.113.7' },
        'STOREDRIVER RECEIVE',
        {
          step: 'SMTP FAIL',
          'recipient-status': '550 5.1.1 Told',
        },
      ),
    ),
    outgoing({ from: 'anna@contoso.com', to: 'kim@fabrikam.com', ip: '203.0.113.7' }),
  ].flat(),
  traces: ['quarantined', 'filteredasspam', 'pending'].map((status) =>
    trace({ from: 'x@tailspin.example', to: `${status}@contoso.com`, ip: '203.0.113.1' }, status, 'Incoming'),
  ),
  finds: [
    {
      SenderIP: '203.0.113.1',
      Guessed: 4,
      Existing: 3,
      Days: 3,
      SenderDomains: ['tailspin.example'],
      Tried: ['a.berg@contoso.com', 'b.berg@contoso.com', 'c.berg@contoso.com', 'd.berg@contoso.com'],
      Found: ['anna@contoso.com', 'quarantined@contoso.com', 'filteredasspam@contoso.com'],
      FirstTime: '2026-11-10T09:00:00.0000000Z',
      LastTime: '2026-11-14T10:00:00.0000000Z',
    },
    { SenderIP: '203.0.113.8', Guessed: 3, Existing: 0, Days: 1 },
  ],
  changed: [
    {
      settings: { atLeast: '2' },
      finds: [{ SenderIP: '203.0.113.1' }, { SenderIP: '203.0.113.8' }, { SenderIP: '203.0.113.2' }],
    },
  ],
  inSample: [{ SenderIP: '203.0.113.66', Guessed: 3 }],
};
