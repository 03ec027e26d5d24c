import { delivered, record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const fail = { source: 'ROUTING', 'event-id': 'FAIL', directionality: 'Incoming' };
const unknown = { 'recipient-status': '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found' };
const guess = (index: number, from: string, ip: string, fields = unknown) =>
  record({ at: 20, from, to: `guess${index}@contoso.com`, ip, fields }, fail);

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(12, (index) => guess(index, `x${index}@harvest.example`, '203.0.113.7')),
      delivered({ at: 20, from: 'x1@harvest.example', to: 'mia.vos@contoso.com', ip: '203.0.113.7' }),
      // Nine wrong ones; a newsletter with an old list, most of it right; twelve that failed for another reason.
      times(9, (index) => guess(index, 'a@fabrikam.com', '198.51.100.14')),
      times(12, (index) => guess(index, 'list@news.example', '198.51.100.15')),
      times(30, (index) =>
        delivered({ at: 20, from: 'list@news.example', to: `p${index}@contoso.com`, ip: '198.51.100.15' }),
      ),
      times(12, (index) =>
        guess(index, 'a@litware.example', '198.51.100.16', { 'recipient-status': '550 5.2.2 mailbox full' }),
      ),
    ].flat(),
  },
  finds: [{ SenderIP: '203.0.113.7', SenderDomain: 'harvest.example', Unknown: 12, Accepted: 1 }],
} satisfies RuleCase;
