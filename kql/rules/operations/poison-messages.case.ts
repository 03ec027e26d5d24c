import { received, record } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'x@new.example';
const to = 'mia.vos@contoso.com';
const poison = (at: number, on: string, source: string, event: string) =>
  record({ at, from, to, on }, { source, 'event-id': event });

export default {
  rows: {
    MessageTrackingLog_CL: [
      poison(20, 'MBX02', 'QUEUE', 'POISONMESSAGE'),
      poison(20, 'MBX03', 'POISONMESSAGE', 'FAIL'),
      // A subject that says so, and one of an hour before.
      received({ at: 20, from, to, subject: 'POISONMESSAGE' }),
      poison(90, 'MBX01', 'POISONMESSAGE', 'POISONMESSAGE'),
    ].flat(),
  },
  finds: ['MBX02', 'MBX03'].map((Computer) => ({ Computer, SenderAddress: from, Messages: 1 })),
} satisfies RuleCase;
