import type { HuntingCase } from '../testing/hunting-case.ts';
import { forwarded } from '../testing/mail.ts';

const copies = (mailbox: string, to: string, subjects: readonly string[]) =>
  subjects.flatMap((subject) => forwarded(mailbox, to, { subject }));

export const huntingCase: HuntingCase = {
  records: [
    copies('anna@contoso.com', 'drop@tailspin.example', ['FW: Invoice 7', 'WG: Rechnung', 'FW: Lunch']),
    copies('ben@contoso.com', 'ben@wingtip.example', ['FW: Your IBAN', 'FW: New password']),
    // One such message; none; inside.
    copies('cleo@contoso.com', 'cleo@wingtip.example', ['FW: Invoice 8', 'FW: Lunch']),
    copies('dora@contoso.com', 'dora@wingtip.example', ['FW: Lunch', 'FW: Minutes']),
    copies('emil@contoso.com', 'anna@contoso.com', ['FW: Invoice 7', 'FW: Invoice 8']),
  ].flat(),
  finds: [
    { Mailbox: 'ben@contoso.com', WithWordsPercent: 100, WithWords: 2, Forwarded: 2 },
    {
      Mailbox: 'anna@contoso.com',
      Target: 'drop@tailspin.example',
      WithWordsPercent: 66.7,
      WithWords: 2,
      Forwarded: 3,
      Kinds: ['InboxRule'],
      Subjects: ['FW: Invoice 7', 'WG: Rechnung'],
    },
  ],
  inSample: [{ Target: 'backup.copy.4471@postbox.example', Forwarded: 9 }],
};
