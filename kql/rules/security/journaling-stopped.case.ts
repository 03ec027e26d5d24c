import { received, record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'a@fabrikam.com';
const journal = (at: number, to: string) =>
  record({ at, from, to, fields: { 'return-path': '<>' } }, { source: 'AGENT', 'event-id': 'RECEIVE' });

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(50, () => received({ at: 1000, from, to: 'mia.vos@contoso.com' })),
      times(50, () => journal(1000, 'journal@contoso.com')),
      times(40, () => received({ at: 60, from, to: 'mia.vos@contoso.com' })),
      // A second journal goes on, and a third was for one mailbox and hardly ever used.
      times(50, () => journal(1000, 'legal.journal@contoso.com')),
      times(40, () => journal(60, 'legal.journal@contoso.com')),
      times(5, () => journal(1000, 'board.journal@contoso.com')),
    ].flat(),
  },
  finds: [{ JournalMailbox: 'journal@contoso.com', UsualShare: 1, Expected: 40, Messages: 40 }],
  lasts: true,
} satisfies RuleCase;
