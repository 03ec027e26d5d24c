import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

const removed = (to: string, step: string, context: string, status = '') =>
  mail(
    { from: 'kim@fabrikam.com', to },
    { step, 'source-context': context, 'recipient-status': status, after: '60' },
  );

export const huntingCase: HuntingCase = {
  records: [
    removed('anna@contoso.com', 'ADMIN FAIL', 'Deleted by administrator'),
    removed('ben@contoso.com', 'ADMIN FAIL', 'Message'),
    removed('ben@contoso.com', 'ADMIN FAIL', ''),
    mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '10:00' },
      { step: 'ADMIN RESUBMIT', server: 'MBX02', 'source-context': 'queue', 'recipient-status': 'Replayed' },
    ),
    removed('anna@contoso.com', 'SMTP FAIL', 'Refused'),
  ].flat(),
  finds: [
    {
      Server: 'MBX01',
      Action: 'FAIL',
      Messages: 3,
      Sender: 'kim@fabrikam.com',
      Recipients: ['anna@contoso.com', 'ben@contoso.com'],
      Reasons: ['Deleted by administrator', 'Message'],
    },
    { Server: 'MBX02', Action: 'RESUBMIT', Messages: 1, Reasons: ['Replayed'] },
  ],
  changed: [{ settings: { atLeast: '3' }, finds: [{ Action: 'FAIL' }] }],
};
