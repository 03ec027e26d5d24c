import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'anna@contoso.com', to: 'all@contoso.com' }, 'APPROVAL INITMESSAGECREATED'),
    ...mail(
      { from: 'anna@contoso.com', to: 'all@contoso.com' },
      'APPROVAL INITMESSAGECREATED',
      'APPROVAL MODERATORAPPROVE',
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'all@contoso.com' },
      'APPROVAL INITMESSAGECREATED',
      'APPROVAL MODERATIONEXPIRE',
    ),
    ...mail({ from: 'anna@contoso.com', to: 'ben@contoso.com' }, 'STOREDRIVER DELIVER'),
  ],
  finds: [{ ModeratedAddress: 'all@contoso.com', Unanswered: 1, Approved: 1, Rejected: 0, Expired: 1 }],
  leaves: [{ ModeratedAddress: 'ben@contoso.com' }],
};
