import { health } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const queue = (at: number, FilePath: string, rowsRejected: number, component = 'queue') =>
  health(at, { component, FilePath, rowsRejected });

export default {
  rows: {
    MailflowHealth_CL: [
      queue(5, 'forward-blob-poison', 1),
      // Cleared since, the queue of work, and a log file with rows that were refused.
      queue(20, 'other-poison', 4),
      queue(5, 'other-poison', 0),
      queue(5, 'forward-blob', 3),
      queue(5, 'MBX-poison', 3, 'forward-blob'),
    ],
  },
  finds: [{ Application: 'mailflow', Queue: 'forward-blob-poison', Messages: 1 }],
  lasts: true,
} satisfies RuleCase;
