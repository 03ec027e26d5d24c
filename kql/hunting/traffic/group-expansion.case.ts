import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'kim@fabrikam.com', to: 'a@contoso.com;b@contoso.com;c@contoso.com' },
      { step: 'ROUTING EXPAND', 'related-recipient-address': 'Sales@contoso.com' },
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'a@contoso.com' },
      { step: 'ROUTING EXPAND', 'related-recipient-address': 'single@contoso.com' },
    ),
  ],
  finds: [{ Group: 'sales@contoso.com', LargestExpansion: 3, OutsideMessages: 1 }],
  leaves: [{ Group: 'single@contoso.com' }],
  inSample: [{ Group: 'engineering@contoso.com', OutsideMessages: 0 }],
};
