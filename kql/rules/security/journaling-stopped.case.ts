import { received, record, sentOutside, submitted, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const mail = { from: 'a@fabrikam.com', to: 'mia.vos@contoso.com' };
const none = { 'return-path': '<>' };
const agent = { source: 'AGENT', 'event-id': 'RECEIVE' };
const journal = (at: number, name: string) =>
  record({ at, from: mail.from, to: `${name}@contoso.com`, fields: none }, agent);

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(49, () => received({ at: 1000, ...mail })),
      times(49, () => journal(1000, 'journal')),
      // Since two hours 20 messages and no copy.
      received({ at: 125, ...mail }),
      journal(125, 'journal'),
      times(10, () => received({ at: 60, ...mail })),
      times(10, () => submitted({ at: 60, from: mail.to, to: mail.from })),
      // What is no message taken in: the second step of one, a trace on its way.
      sentOutside({ at: 60, from: mail.to, to: mail.from }),
      traced({ at: 60, ...mail }, 'gettingstatus'),
      // What is no copy: one that was dropped, a report, and what another agent made for the mailbox.
      record(
        { at: 60, from: mail.from, to: 'journal@contoso.com', fields: none },
        { ...agent, 'event-id': 'FAIL' },
      ),
      received({ at: 60, from: 'postmaster@fabrikam.com', to: 'journal@contoso.com', fields: none }),
      record({ at: 60, from: mail.from, to: 'journal@contoso.com' }, agent),
      // A second journal had its last copy 115 minutes ago; a third had one for nearly all; another was hardly
      // ever used.
      times(50, () => journal(1000, 'legal.journal')),
      journal(115, 'legal.journal'),
      times(49, () => journal(1000, 'old.journal')),
      times(5, () => journal(1000, 'board.journal')),
    ].flat(),
  },
  // Of the days before there are copies only: no share can be told.
  quiet: {
    MessageTrackingLog_CL: [
      times(50, () => journal(1000, 'journal')),
      times(20, () => received({ at: 60, ...mail })),
    ].flat(),
  },
  finds: [{ JournalMailbox: 'journal@contoso.com', UsualShare: 1, Expected: 20, Messages: 20 }],
  lasts: true,
} satisfies RuleCase;
