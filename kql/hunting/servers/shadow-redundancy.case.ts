import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com' },
      { step: 'SMTP HAREDIRECTFAIL', 'source-context': 'No suitable shadow server' },
    ),
    ...many(3, () => mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP HAREDIRECT')),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com' },
      { step: 'SMTP HAREDIRECT', server: 'MBX02' },
    ),
  ],
  finds: [
    {
      Server: 'MBX01',
      What: 'SMTP HAREDIRECTFAIL',
      Messages: 1,
      FailedPercent: 25,
      Reasons: ['No suitable shadow server'],
    },
  ],
  leaves: [{ Server: 'MBX02' }],
};
