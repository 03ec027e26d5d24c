import { delivered, received, record, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const fail = { source: 'ROUTING', 'event-id': 'FAIL', directionality: 'Incoming' };
const codes = ['5.1.0', '5.1.1', '5.1.10', '5.4.1', '5.7.64'];
const status = (code: string) => ({ 'recipient-status': `550 ${code} not found` });
const guessed = (index: number) => `guess${index}@contoso.com`;
const guess = (index: number, from: string, ip: string, fields = status(codes[index % 5]!)) =>
  record({ at: 20, from, to: guessed(index), ip, fields }, fail);
const allGuessed = Array.from({ length: 10 }, (_, index) => guessed(index));
const harvester = { from: 'x@harvest.example', ip: '203.0.113.7' };
const newsletter = { from: 'list@news.example', ip: '198.51.100.15' };
const pending = { source: 'SMTP', 'event-id': 'DEFER', directionality: 'Incoming' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(10, (index) => guess(index, harvester.from, harvester.ip)),
      times(10, (index) => guess(index, 'y@many.example', `2001:db8:7::${index + 1}`)),
      // As many are right. Of them the first record alone tells the host.
      times(10, (index) => {
        const mail = { from: harvester.from, to: `p${index}@contoso.com`, message: `right ${index}` };
        return [
          ...received({ ...mail, at: 20, ip: harvester.ip }),
          ...delivered({ ...mail, at: 19, ip: '10.20.1.11' }),
        ];
      }),
      // Nine wrong ones and one that is tried again; an old list, most of it right, part of it by way of
      // Exchange Online.
      times(9, (index) => guess(index, 'a@fabrikam.com', '198.51.100.14')),
      record(
        { at: 20, from: 'a@fabrikam.com', to: guessed(9), ip: '198.51.100.14', fields: status('5.1.1') },
        pending,
      ),
      traced({ at: 20, from: 'a@fabrikam.com', to: guessed(10), ip: '198.51.100.14' }, 'pending'),
      times(12, (index) => guess(index, newsletter.from, newsletter.ip)),
      times(12, (index) => delivered({ ...newsletter, at: 20, to: `p${index}@contoso.com` })),
      traced({ ...newsletter, at: 20, to: 'q@contoso.com', fields: { 'server-ip': '203.0.113.25' } }),
      // Twelve that failed for another reason; hosts that nothing is known of; and one of ours who errs elsewhere.
      times(12, (index) => guess(index, 'a@litware.example', '198.51.100.16', status('5.2.2'))),
      times(12, (index) => guess(index, `a@d${index}.example`, '')),
      times(12, (index) =>
        record(
          {
            at: 20,
            from: 'eva.roth@contoso.com',
            to: `y${index}@fabrikam.com`,
            ip: '10.21.3.40',
            fields: status('5.1.1'),
          },
          { ...fail, directionality: 'Originating' },
        ),
      ),
    ].flat(),
  },
  finds: [
    {
      SenderIP: harvester.ip,
      SenderDomain: 'harvest.example',
      Unknown: 10,
      Accepted: 10,
      Tried: allGuessed,
    },
    {
      SenderIP: '2001:db8:7::1',
      SenderDomain: 'many.example',
      Unknown: 10,
      Accepted: 0,
      Tried: allGuessed,
    },
  ],
} satisfies RuleCase;
