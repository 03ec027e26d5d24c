import { health } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

export default {
  rows: {
    MailflowHealth_CL: [
      health(20, { component: 'dead-letters', rowsRead: 0 }),
      health(5, { component: 'dead-letters', rowsRead: 1 }),
      health(4, { component: 'forward-blob', Computer: 'MBX01', rowsRead: 900, rowsRejected: 12 }),
      // What lies in the poison queue is no dead letter.
      health(10, { component: 'queue', FilePath: 'forward-blob-poison', rowsRejected: 5 }),
    ],
  },
  // Replayed since.
  quiet: {
    MailflowHealth_CL: [
      health(20, { component: 'dead-letters', rowsRead: 1 }),
      health(10, { component: 'forward-blob', Computer: 'MBX01', rowsRead: 900, rowsRejected: 12 }),
      health(5, { component: 'dead-letters', rowsRead: 0 }),
    ],
  },
  finds: [{ Application: 'mailflow', Blobs: 1, Rejected: 12 }],
  lasts: true,
} satisfies RuleCase;
