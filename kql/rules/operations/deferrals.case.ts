import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const defer = (at: number, domain: string) =>
  record(
    {
      at,
      from: 'mia.vos@contoso.com',
      to: `a@${domain}`,
      fields: {
        'recipient-status': '452 4.3.1 Insufficient system resources',
        'server-hostname': `mx.${domain}`,
      },
    },
    { source: 'SMTP', 'event-id': 'DEFER', directionality: 'Originating' },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(24, () => defer(20, 'litware.example')),
      times(2, () => defer(3000, 'litware.example')),
      // A host that always greylists, and a few deferrals elsewhere.
      times(25, () => defer(20, 'northwind.example')),
      times(12, () => defer(3000, 'northwind.example')),
      times(6, () => defer(20, 'fabrikam.com')),
    ].flat(),
  },
  finds: [
    {
      RecipientDomain: 'litware.example',
      PeerHostname: 'mx.litware.example',
      Deferrals: 24,
      UsualDeferrals: 2,
    },
  ],
  incidents: {
    'slow-partner': {
      minutes: 55,
      finds: () => [{ RecipientDomain: 'litware.example', PeerHostname: 'mail2.litware.example' }],
    },
  },
} satisfies RuleCase;
