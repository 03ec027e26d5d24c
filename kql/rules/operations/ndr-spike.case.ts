import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

/** @param fields of the record, where they differ from those of a failed delivery */
const fail = (at: number, code: string, to: string, fields: Record<string, string> = {}) =>
  record(
    { at, from: 'mia.vos@contoso.com', to, fields: { 'recipient-status': `550 ${code} refused`, ...fields } },
    { source: 'SMTP', 'event-id': 'FAIL', directionality: 'Originating' },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(8, (n) => fail(45, '5.7.1', `a${n}@fabrikam.com`)),
      times(8, (n) => fail(59, '5.7.1', `a${n}@fabrikam.com`)),
      ...['DELIVERFAIL', 'SUBMITFAIL', 'RESUBMITFAIL', 'BADMAIL'].map((event) =>
        fail(45, '5.7.1', 'b@litware.example', { 'event-id': event }),
      ),
      times(6, (n) => fail(3000, '5.7.1', `a${n}@litware.example`)),
      // Three times the old address list of every morning and no more; nineteen, of which one is told twice; in two hours.
      times(24, (n) => fail(20, '5.1.1', `b${n}@adatum.example`)),
      times(8, (n) => fail(1450, '5.1.1', `b${n}@adatum.example`)),
      times(18, (n) => fail(20, '5.2.2', `c${n}@fabrikam.com`)),
      times(2, () => fail(20, '5.2.2', 'd@fabrikam.com', { 'network-message-id': 'twice' })),
      times(10, (n) => fail(59, '5.4.4', `e${n}@fabrikam.com`)),
      times(10, (n) => fail(61, '5.4.4', `e${n}@fabrikam.com`)),
      // Taken out of the queue by hand, nobody's, and put off only.
      times(20, (n) => fail(20, '5.7.9', `f${n}@fabrikam.com`, { source: 'ADMIN' })),
      times(20, () => fail(20, '5.6.0', '').map((row) => ({ ...row, recipients: null }))),
      times(20, (n) => fail(20, '4.4.1', `g${n}@fabrikam.com`, { 'event-id': 'DEFER' })),
    ].flat(),
  },
  finds: [
    {
      Code: '5.7.1',
      TopDomain: 'fabrikam.com',
      TopSender: 'mia.vos@contoso.com',
      Failures: 20,
      UsualFailures: 6,
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
