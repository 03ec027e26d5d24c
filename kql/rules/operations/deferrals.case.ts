import { record, sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'mia.vos@contoso.com';
const defer = (at: number, domain: string, event = 'DEFER', to: readonly string[] = [`a@${domain}`]) =>
  record(
    {
      at,
      from,
      to,
      fields: {
        'recipient-status': '452 4.3.1 Insufficient system resources',
        'server-hostname': `mx.${domain}`,
      },
    },
    { source: 'SMTP', 'event-id': event, directionality: 'Originating' },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(10, () => defer(45, 'litware.example')),
      times(5, () => defer(59, 'litware.example', 'SUBMITDEFER')),
      times(5, () => defer(59, 'litware.example', 'RESUBMITDEFER')),
      times(6, () => defer(3000, 'litware.example')),
      // Three times as often as ever and no more; one too few; in two hours; nobody's domain; sent at once.
      times(24, () => defer(20, 'northwind.example')),
      times(8, () => defer(3000, 'northwind.example')),
      times(19, () => defer(20, 'fabrikam.com')),
      times(10, () => defer(59, 'wingtip.example')),
      times(10, () => defer(61, 'wingtip.example')),
      times(20, () => defer(20, 'tailspin.example', 'DEFER', [])),
      times(20, () => sentOutside({ at: 20, from, to: 'a@adatum.example' })),
    ].flat(),
  },
  finds: [
    {
      RecipientDomain: 'litware.example',
      PeerHostname: 'mx.litware.example',
      Deferrals: 20,
      UsualDeferrals: 6,
    },
  ],
  incidents: {
    'slow-partner': {
      minutes: 55,
      finds: () => [{ RecipientDomain: 'litware.example', PeerHostname: 'mail2.litware.example' }],
    },
  },
} satisfies RuleCase;
