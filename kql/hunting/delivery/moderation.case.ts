import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

const asked = 'APPROVAL INITMESSAGECREATED';
/** A message to a moderated group, and how it went on. */
const moderated = (to: string, decision?: string) =>
  mail(
    { from: 'anna@contoso.com', to },
    asked,
    ...(decision ? [`APPROVAL ${decision}`, 'APPROVAL SUBMIT'] : []),
  );

export const huntingCase: HuntingCase = {
  records: [
    moderated('all@contoso.com'),
    moderated('all@contoso.com', 'MODERATORAPPROVE'),
    moderated('all@contoso.com', 'MODERATORREJECT'),
    moderated('all@contoso.com', 'MODERATIONEXPIRE'),
    moderated('all@contoso.com', 'MODERATORSALLNDR'),
    // The decision comes as a message of its own, which refers to the first.
    mail(
      { from: 'anna@contoso.com', to: 'moderator@contoso.com' },
      { step: asked, 'message-id': '<asked@contoso.com>', 'related-recipient-address': 'staff@contoso.com' },
    ),
    mail(
      { from: 'moderator@contoso.com', to: 'moderator@contoso.com', at: '11:05' },
      {
        step: 'APPROVAL MODERATORAPPROVE',
        reference: '<asked@contoso.com>;<answer@contoso.com>',
        'related-recipient-address': 'staff@contoso.com',
      },
    ),
    // Another component, and another event of this one.
    mail({ from: 'anna@contoso.com', to: 'ben@contoso.com' }, 'STOREDRIVER INITMESSAGECREATED'),
    mail({ from: 'anna@contoso.com', to: 'ben@contoso.com' }, 'APPROVAL SUBMIT'),
  ].flat(),
  finds: [
    { ModeratedAddress: 'all@contoso.com', Unanswered: 1, Approved: 1, Rejected: 1, Expired: 2 },
    { ModeratedAddress: 'staff@contoso.com', Unanswered: 0, Approved: 1 },
  ],
  changed: [{ settings: { atLeast: '5' }, finds: [{ ModeratedAddress: 'all@contoso.com' }] }],
};
