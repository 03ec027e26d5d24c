import { received, record } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'x@new.example';
const to = 'mia.vos@contoso.com';

export default {
  rows: {
    MessageTrackingLog_CL: [
      record({ at: 20, from, to, on: 'MBX02' }, { source: 'POISONMESSAGE', 'event-id': 'POISONMESSAGE' }),
      received({ at: 20, from, to, subject: 'Poison message' }),
      record({ at: 90, from, to }, { source: 'POISONMESSAGE', 'event-id': 'POISONMESSAGE' }),
    ].flat(),
  },
  finds: [{ Computer: 'MBX02', SenderAddress: from, Messages: 1 }],
} satisfies RuleCase;
