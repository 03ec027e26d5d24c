import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, trace } from '../testing/mail.ts';

const dropped = (step: string, context: string, more: Readonly<Record<string, string>> = {}) =>
  mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, { step, 'source-context': context, ...more });

export const huntingCase: HuntingCase = {
  records: [
    dropped('ROUTING DROP', 'Dropped by policy'),
    dropped('ROUTING DROP', 'Dropped by policy'),
    dropped('DSN BADMAIL', 'no', { 'recipient-status': 'Report of a report' }),
    dropped('SMTP SUPPRESSED', 'Suppressed'),
    // Without an id there is no telling; a report without a reference is of no message.
    dropped('PICKUP BADMAIL', 'Not readable', { 'message-id': '' }),
    mail({ from: '<>', to: 'kim@fabrikam.com' }, { step: 'DSN DSN', reference: '' }),
    // Told to the sender, beside another.
    dropped('AGENT DROP', 'Rule', { 'message-id': '<told@mail.example>' }),
    mail(
      { from: '<>', to: 'kim@fabrikam.com' },
      { step: 'DSN DSN', reference: '<other@mail.example>;<told@mail.example>' },
    ),
    // A reference that is no report.
    dropped('MEETINGMESSAGEPROCESSOR DROP', 'Meeting', { 'message-id': '<meeting@mail.example>' }),
    mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com' },
      { step: 'SMTP RECEIVE', reference: '<meeting@mail.example>' },
      'STOREDRIVER DELIVER',
      'SMTP FAIL',
    ),
  ].flat(),
  traces: [trace({ from: 'ben@contoso.com', to: 'anna@contoso.com' }, 'recalled', 'Internal')],
  finds: [
    {
      Source: 'ROUTING',
      Server: 'MBX01',
      Reason: 'Dropped by policy',
      Messages: 2,
      Recipients: ['anna@contoso.com'],
    },
    { Source: 'DSN', Reason: 'Report of a report', Messages: 1 },
    { Source: 'MEETINGMESSAGEPROCESSOR' },
    { Source: 'PICKUP' },
    { Source: 'SMTP', Reason: 'Suppressed' },
  ],
  changed: [{ settings: { atLeast: '2' }, finds: [{ Source: 'ROUTING' }] }],
};
