import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

const took = (step: string, path: string) => ({ step, 'message-info': `2026-11-21T11:00:00.000Z;${path}` });
const letter = { from: 'kim@fabrikam.com', to: 'anna@contoso.com' };

export const huntingCase: HuntingCase = {
  records: [
    // Each record of a message repeats what those before it say.
    many(4, (index) => {
      const hub = `SRV=MBX01.contoso.com:TOTAL-HUB=${[10, 29, 30, 31][index]}.0|CAT=0.1`;
      return mail(
        letter,
        took('SMTP SEND', hub),
        took('STOREDRIVER DELIVER', `${hub};SRV=MBX02.contoso.com:TOTAL-DEL=45.0|SDD=44`),
      );
    }),
    mail(letter, took('STOREDRIVER SUBMIT', 'SRV=MBX03.contoso.com:TOTAL-SUB=1.0')),
    mail(letter, took('SMTP RECEIVE', 'SRV=MBX04.contoso.com:TOTAL-FE=0.8')),
    mail(letter, took('SMTP SENDEXTERNAL', 'SRV=EDGE01.contoso.com:TOTAL-EDGE=0.5')),
    mail(letter, took('SMTP SEND', 'SRV=MBX06.contoso.com:TOTAL-HUB=0.4')),
    mail(letter, took('SMTP DEFER', 'SRV=MBX05.contoso.com:TOTAL-HUB=99.0')),
    mail(letter, 'SMTP RECEIVE'),
  ].flat(),
  finds: [
    { Server: 'MBX02.contoso.com', Role: 'DEL', P95Seconds: 45, Messages: 4, SlowerThanLimit: 4 },
    {
      Server: 'MBX01.contoso.com',
      Role: 'HUB',
      LongestSeconds: 31,
      MedianSeconds: 29,
      Messages: 4,
      SlowerThanLimit: 1,
    },
    { Server: 'MBX03.contoso.com', Role: 'SUB', Messages: 1 },
    { Server: 'MBX04.contoso.com', Role: 'FE' },
    { Server: 'EDGE01.contoso.com', Role: 'EDGE' },
    { Server: 'MBX06.contoso.com', Role: 'HUB' },
  ],
  changed: [
    {
      settings: { atLeast: '4', limitSeconds: '29' },
      finds: [{ Role: 'DEL' }, { Role: 'HUB', SlowerThanLimit: 2 }],
    },
  ],
};
