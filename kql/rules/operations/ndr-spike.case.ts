import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const fail = (at: number, code: string, to: string) =>
  record(
    { at, from: 'mia.vos@contoso.com', to, fields: { 'recipient-status': `550 ${code} refused` } },
    { source: 'SMTP', 'event-id': 'FAIL', directionality: 'Originating' },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(22, (index) => fail(20, '5.7.1', `a${index}@fabrikam.com`)),
      times(3, (index) => fail(3000, '5.7.1', `a${index}@litware.example`)),
      // The old address list of every morning, and a few of another kind.
      times(30, (index) => fail(20, '5.1.1', `b${index}@adatum.example`)),
      times(15, (index) => fail(1450, '5.1.1', `b${index}@adatum.example`)),
      times(5, (index) => fail(20, '5.2.2', `c${index}@fabrikam.com`)),
    ].flat(),
  },
  finds: [
    {
      Code: '5.7.1',
      TopDomain: 'fabrikam.com',
      TopSender: 'mia.vos@contoso.com',
      Failures: 22,
      UsualFailures: 3,
    },
  ],
  incidents: {
    // Many of the addresses do not exist.
    'mass-mail': { minutes: 30, finds: ([mail]) => [{ Code: '5.1.1', TopSender: mail!.senderAddress }] },
    'ndr-spike': {
      minutes: 35,
      finds: (guilty) => [{ Code: '5.4.1', TopDomain: 'adatum.example', Failures: guilty.length }],
    },
  },
} satisfies RuleCase;
