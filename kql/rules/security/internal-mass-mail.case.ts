import { received, record, submitted, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const group = (size: number, first = 0) =>
  Array.from({ length: size }, (_, index) => `p${first + index}@customers.example`);
const colleagues = Array.from({ length: 150 }, (_, index) => `p${index}@contoso.com`);
const mia = 'mia.vos@contoso.com';
const ann = 'ann@services.contoso.com';
const report = { 'return-path': '<>' };
/** A group becomes its members. */
const expanded = { source: 'ROUTING', 'event-id': 'EXPAND', directionality: 'Originating' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      // A hundred, and 33 at most before: what a group became and automatic answers are not her volume.
      times(50, (index) => submitted({ at: 20, from: mia, to: group(2, 2 * index), ip: '203.0.113.9' })),
      submitted({ at: 3000, from: mia, to: group(33) }),
      record({ at: 4000, from: mia, to: group(150) }, expanded),
      times(50, (index) => submitted({ at: 5000, from: mia, to: group(3, 3 * index), fields: report })),
      traced({ at: 20, from: ann, to: group(100), ip: '203.0.113.10' }),
      // A third of it before; the newsletter, as large last week, on our servers or in Exchange Online.
      submitted({ at: 20, from: 'eva.roth@contoso.com', to: group(102) }),
      submitted({ at: 3000, from: 'eva.roth@contoso.com', to: group(34) }),
      submitted({ at: 20, from: 'news@contoso.com', to: group(150) }),
      submitted({ at: 9000, from: 'news@contoso.com', to: group(150) }),
      traced({ at: 20, from: 'news@services.contoso.com', to: group(150) }),
      traced({ at: 9000, from: 'news@services.contoso.com', to: group(150) }),
      // A chatty person stays below, with a group of many; mail from outside; reports and mail without a sender.
      submitted({ at: 20, from: 'tom.hart@contoso.com', to: [...group(98), 'all@contoso.com'] }),
      record({ at: 20, from: 'tom.hart@contoso.com', to: group(150) }, expanded),
      received({ at: 20, from: 'offers@fabrikam.com', to: colleagues }),
      submitted({ at: 20, from: 'postmaster@contoso.com', to: group(200), fields: report }),
      submitted({ at: 20, to: group(150) }),
    ].flat(),
  },
  finds: [
    {
      SenderAddress: mia,
      SenderIP: '203.0.113.9',
      Messages: 50,
      DistinctRecipients: 100,
      UsualRecipients: 33,
    },
    {
      SenderAddress: ann,
      SenderIP: '203.0.113.10',
      Messages: 1,
      DistinctRecipients: 100,
      UsualRecipients: 0,
    },
  ],
  incidents: {
    'mass-mail': {
      minutes: 30,
      finds: ([mail]) => [{ SenderAddress: mail!.senderAddress, SenderIP: '203.0.113.199' }],
    },
  },
} satisfies RuleCase;
