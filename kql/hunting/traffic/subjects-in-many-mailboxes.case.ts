import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail, many } from '../testing/mail.ts';

const members = { 'recipient-address': 'p1@contoso.com', 'related-recipient-address': 'list@contoso.com' };

export const huntingCase: HuntingCase = {
  records: [
    ...many(19, (index) =>
      incoming({ from: 'hr@payroll.example', to: `p${index}@contoso.com`, subject: `Invoice ${index}` }),
    ),
    ...mail({ from: 'hr@payroll.example', to: 'p19@contoso.com', subject: 'RE: invoice 7!' }, 'SMTP RECEIVE'),
    ...many(19, (index) =>
      incoming({ from: 'shop@fabrikam.com', to: `p${index}@contoso.com`, subject: 'Winter sale' }),
    ),
    // The twentieth address is a group, or a mailbox that forwards.
    ...mail({ from: 'shop@fabrikam.com', to: 'list@contoso.com', subject: 'Winter sale' }, 'SMTP RECEIVE', {
      step: 'ROUTING EXPAND',
      ...members,
    }),
    ...mail({ from: 'shop@fabrikam.com', to: 'list2@contoso.com', subject: 'Winter sale' }, 'SMTP RECEIVE', {
      step: 'ROUTING REDIRECT',
      ...members,
      'related-recipient-address': 'list2@contoso.com',
    }),
    ...many(20, (index) => incoming({ from: 'x@fabrikam.com', to: `p${index}@contoso.com`, subject: '' })),
    ...many(20, (index) =>
      internal({ from: 'hr@contoso.com', to: `p${index}@contoso.com`, subject: 'Our news' }),
    ),
  ],
  finds: [
    {
      Recipients: 20,
      Delivered: 19,
      Senders: 1,
      SomeSenders: ['hr@payroll.example'],
      SenderDomains: 1,
      FirstTime: '2026-11-21T11:00:00.0000000Z',
    },
  ],
  changed: [{ settings: { ours: 'true', atLeast: '20' }, finds: [{}, { Subject: 'Our news' }] }],
  inSample: [{ SomeSenders: ['it-support@c0ntoso.example'], Senders: 1 }],
};
