import { health } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

export default {
  rows: {
    MailflowHealth_CL: [
      health(5, { component: 'queue', FilePath: 'forward-blob-poison', rowsRejected: 2 }),
      health(5, { component: 'queue', FilePath: 'other-poison', rowsRejected: 0 }),
      health(20, { component: 'queue', FilePath: 'other-poison', rowsRejected: 4 }),
      health(5, { component: 'queue', FilePath: 'forward-blob', rowsRejected: 0, rowsRead: 7 }),
    ],
  },
  finds: [{ Application: 'mailflow', Queue: 'forward-blob-poison', Messages: 2 }],
  lasts: true,
} satisfies RuleCase;
