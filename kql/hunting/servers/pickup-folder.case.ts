import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

const dropped = (from: string, to: string, step = 'PICKUP RECEIVE') =>
  mail({ from, to, subject: 'Urgent payment' }, { step, server: 'EDGE01' });

export const huntingCase: HuntingCase = {
  records: [
    dropped('ceo@contoso.com', 'kim@fabrikam.com;anna@contoso.com'),
    dropped('ceo@contoso.com', 'dora@contoso.net'),
    dropped('ceo@tailspin.example', 'kim@fabrikam.com'),
    dropped('anna@contoso.com', 'kim@fabrikam.com', 'STOREDRIVER RECEIVE'),
    dropped('anna@contoso.com', 'kim@fabrikam.com', 'PICKUP FAIL'),
  ].flat(),
  finds: [
    {
      Sender: 'ceo@contoso.com',
      Server: 'EDGE01',
      Messages: 2,
      Recipients: ['kim@fabrikam.com', 'anna@contoso.com', 'dora@contoso.net'],
      OutsideDomains: ['fabrikam.com'],
      Subjects: ['Urgent payment'],
    },
    { Sender: 'ceo@tailspin.example', OutsideDomains: ['fabrikam.com'] },
  ],
  changed: [
    { settings: { programs: "dynamic(['ceo@tailspin.example'])" }, finds: [{ Sender: 'ceo@contoso.com' }] },
  ],
  inSample: [{ Server: 'EDGE01', Messages: 6 }],
};
