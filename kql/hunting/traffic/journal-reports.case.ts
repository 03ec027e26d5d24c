import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, mail, many } from '../testing/mail.ts';

const report = (to: string, at: string, step = 'AGENT RECEIVE') =>
  mail({ from: '<>', to, at, bytes: 2 ** 20 }, { step, reference: '<1@contoso.com>' });

export const huntingCase: HuntingCase = {
  records: [
    ...many(3, (index) => report('journal@archive.example', `0${index + 7}:00`)),
    ...report('second@archive.example', '10:00'),
    ...report('third@archive.example', '10:00'),
    ...report('third@archive.example', '10:30'),
    ...report('by-smtp@archive.example', '10:00', 'SMTP RECEIVE'),
    ...report('failed@archive.example', '10:00', 'AGENT FAIL'),
    ...internal({ from: 'anna@contoso.com', to: 'ben@contoso.com' }),
  ],
  finds: [
    {
      JournalMailbox: 'journal@archive.example',
      Server: 'MBX01',
      Reports: 3,
      Megabytes: 3,
      SilentFor: '03:00:00',
      UsualGap: '01:00:00',
    },
    { JournalMailbox: 'second@archive.example', Reports: 1, SilentFor: '02:00:00', UsualGap: null },
    { JournalMailbox: 'third@archive.example', Reports: 2, SilentFor: '01:30:00', UsualGap: '00:30:00' },
  ],
  changed: [
    {
      settings: { recipients: "dynamic(['second@archive.example'])" },
      page: ['2026-11-21T00:00:00Z', '2026-11-21T11:00:00Z'],
      finds: [{ JournalMailbox: 'second@archive.example', SilentFor: '01:00:00' }],
    },
  ],
};
