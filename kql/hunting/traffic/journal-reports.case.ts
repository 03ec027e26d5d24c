import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(3, (index) =>
      mail(
        { from: '<>', to: 'journal@archive.example', at: `0${index + 7}:00` },
        { step: 'AGENT RECEIVE', reference: '<1@contoso.com>' },
      ),
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'ben@contoso.com' },
      'STOREDRIVER RECEIVE',
      'STOREDRIVER DELIVER',
    ),
  ],
  finds: [
    {
      JournalMailbox: 'journal@archive.example',
      Server: 'MBX01',
      Reports: 3,
      SilentFor: '03:00:00',
      UsualGap: '01:00:00',
    },
  ],
  leaves: [{ JournalMailbox: 'ben@contoso.com' }],
};
