import { received, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(120, (index) =>
        received({ at: 10, from: `news@shop${index % 30}.example`, to: 'mia.vos@contoso.com' }),
      ),
      times(3, () => received({ at: 3000, from: 'a@fabrikam.com', to: 'mia.vos@contoso.com' })),
      // The help desk gets as much every day; one partner's batch run; a person with much mail.
      times(120, (index) =>
        received({ at: 10, from: `x@c${index % 30}.example`, to: 'helpdesk@contoso.com' }),
      ),
      times(60, (index) => received({ at: 1450, from: `x@c${index}.example`, to: 'helpdesk@contoso.com' })),
      times(150, () => received({ at: 10, from: 'batch@fabrikam.com', to: 'invoices@contoso.com' })),
      times(90, (index) => received({ at: 10, from: `x@d${index}.example`, to: 'tom.hart@contoso.com' })),
    ].flat(),
  },
  finds: [{ Recipient: 'mia.vos@contoso.com', Messages: 120, SenderDomains: 30, UsualMessages: 3 }],
  incidents: {
    'mail-bomb': {
      minutes: 30,
      finds: ([mail]) => [{ Recipient: mail!.recipientAddress }],
    },
  },
} satisfies RuleCase;
