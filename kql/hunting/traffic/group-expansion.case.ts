import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, trace } from '../testing/mail.ts';

const expanded = (from: string, group: string, members: string, step = 'ROUTING EXPAND') =>
  mail({ from, to: members }, { step, 'related-recipient-address': group });

export const huntingCase: HuntingCase = {
  records: [
    ...expanded('kim@fabrikam.com', 'Sales@contoso.com', 'a@contoso.com;b@contoso.com;c@contoso.com'),
    ...expanded('anna@contoso.com', 'sales@contoso.com', 'a@contoso.com;b@contoso.com'),
    ...expanded(
      'anna@contoso.com',
      'twice@contoso.com',
      'a@contoso.com;b@contoso.com',
      'ROUTING DUPLICATEEXPAND',
    ),
    ...expanded('anna@contoso.com', 'single@contoso.com', 'a@contoso.com'),
    ...expanded('anna@contoso.com', 'moved@contoso.com', 'a@contoso.com;b@contoso.com', 'ROUTING REDIRECT'),
  ],
  traces: [trace({ from: 'kim@fabrikam.com', to: 'team@contoso.com' }, 'expanded', 'Incoming')],
  finds: [
    {
      Group: 'sales@contoso.com',
      LargestExpansion: 3,
      Messages: 2,
      OutsideMessages: 1,
      Senders: 2,
      SomeSenders: ['kim@fabrikam.com', 'anna@contoso.com'],
    },
    { Group: 'twice@contoso.com', LargestExpansion: 2, OutsideMessages: 0 },
    { Group: 'team@contoso.com', LargestExpansion: null, Messages: 1, OutsideMessages: 1 },
  ],
  inSample: [{ Group: 'engineering@contoso.com', OutsideMessages: 0 }],
};
