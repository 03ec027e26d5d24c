import { record } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'mia.vos@contoso.com';
const to = 'k.andersen@fabrikam.com';
const fields = { 'recipient-status': '550 4.3.2 QUEUE.Admin; message deleted by administrative action' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      record({ at: 20, from, to, on: 'MBX02', fields }, { source: 'ADMIN', 'event-id': 'FAIL' }),
      record({ at: 21, from, to, on: 'MBX02', fields }, { source: 'ADMIN', 'event-id': 'FAIL' }),
      // The queue itself gave up; and somebody's deletion of yesterday.
      record({ at: 20, from, to, on: 'MBX01', fields }, { source: 'QUEUE', 'event-id': 'FAIL' }),
      // Somebody puts a message into the replay folder.
      record({ at: 20, from, to, on: 'MBX01' }, { source: 'ADMIN', 'event-id': 'RECEIVE' }),
      record({ at: 1400, from, to, on: 'EDGE01', fields }, { source: 'ADMIN', 'event-id': 'FAIL' }),
    ].flat(),
  },
  finds: [{ Computer: 'MBX02', Messages: 2, Events: ['FAIL'] }],
} satisfies RuleCase;
