import { received, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const wave = (from: string, subject: string, count = 6, path = '<>') =>
  times(count, (index) =>
    received({
      at: 20,
      from,
      to: `p${index}@contoso.com`,
      ip: '203.0.113.66',
      subject,
      fields: { 'return-path': path },
    }),
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      wave('it@new.example', 'Your password expires'),
      // Reports, automatic answers, one stray message, and mail with a return path.
      wave('postmaster@fabrikam.com', 'Hello'),
      wave('a@fabrikam.com', 'Undeliverable: Quotation'),
      wave('a@litware.example', 'Automatic reply: Quotation'),
      wave('a@adatum.example', 'Hello', 1),
      wave('a@wingtip.example', 'Hello', 9, 'a@wingtip.example'),
    ].flat(),
  },
  finds: [
    {
      SenderAddress: 'it@new.example',
      SenderDomain: 'new.example',
      SenderIP: '203.0.113.66',
      Messages: 6,
      DistinctRecipients: 6,
    },
  ],
} satisfies RuleCase;
