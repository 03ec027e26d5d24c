import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

const event = (step: string, server = 'MBX01', more: Readonly<Record<string, string>> = {}) =>
  mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, { step, server, ...more });

export const huntingCase: HuntingCase = {
  records: [
    many(2, () =>
      event('SMTP HAREDIRECTFAIL', 'MBX01', {
        'source-context': 'No suitable shadow server',
        'server-hostname': 'MBX02.contoso.com',
      }),
    ),
    event('SMTP HAREDIRECTFAIL'),
    many(9, () => event('SMTP HAREDIRECT')),
    event('SAFETYNET RESUBMIT', 'MBX02', { 'recipient-status': 'Resubmitted' }),
    event('REDUNDANCY RESUBMITFAIL', 'MBX02'),
    // What works, and records of other kinds.
    event('SMTP HAREDIRECT', 'MBX03'),
    event('SMTP HARECEIVE', 'MBX01'),
    event('SMTP RECEIVE', 'MBX03'),
  ].flat(),
  finds: [
    {
      Server: 'MBX01',
      What: 'SMTP HAREDIRECTFAIL',
      Messages: 3,
      FailedPercent: 25,
      Partners: ['MBX02.contoso.com'],
      Reasons: ['No suitable shadow server'],
    },
    { Server: 'MBX02', What: 'REDUNDANCY RESUBMITFAIL', FailedPercent: null },
    { Server: 'MBX02', What: 'SAFETYNET RESUBMIT', Messages: 1, Reasons: ['Resubmitted'] },
  ],
  changed: [{ settings: { atLeast: '3' }, finds: [{ Server: 'MBX01' }] }],
};
