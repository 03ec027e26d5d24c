import type { HuntingCase } from '../testing/hunting-case.ts';
import { forwarded } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    forwarded('anna@contoso.com', 'drop@tailspin.example'),
    forwarded('ben@contoso.com', 'drop@tailspin.example'),
    forwarded('ben@contoso.com', 'drop@tailspin.example'),
    ...['dora', 'emil', 'finn'].map((name) => forwarded(`${name}@contoso.com`, 'team@contoso.com')),
    // One mailbox, however often.
    forwarded('cleo@contoso.com', 'cleo@wingtip.example'),
    forwarded('cleo@contoso.com', 'cleo@wingtip.example'),
  ].flat(),
  finds: [
    {
      Target: 'drop@tailspin.example',
      Mailboxes: 2,
      IsExternal: true,
      SomeMailboxes: ['anna@contoso.com', 'ben@contoso.com'],
      Kinds: ['InboxRule'],
      Messages: 3,
    },
    { Target: 'team@contoso.com', Mailboxes: 3, IsExternal: false },
  ],
};
