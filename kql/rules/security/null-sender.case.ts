import { received, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const wave = (from: string, subject: string, count = 5, path = '<>', other = {}) =>
  times(count, (index) =>
    received({
      at: 20 - index / 60,
      from,
      to: `p${index}@contoso.com`,
      ip: `203.0.113.${66 + index}`,
      subject,
      fields: { 'return-path': path, ...other },
    }),
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      wave('it@new.example', 'Your password expires'),
      // Reports, automatic answers, and mail with a return path.
      wave('postmaster@fabrikam.com', 'Hello'),
      wave('a@fabrikam.com', 'Undeliverable: Quotation'),
      wave('a@litware.example', 'Automatic reply: Quotation'),
      wave('', 'Hello'),
      wave('a@wingtip.example', 'Hello', 9, 'a@wingtip.example'),
      // Four recipients, and a fifth of the same message on its next way; a printer inside; what an agent made
      // of mail.
      wave('a@adatum.example', 'Hello', 4),
      wave('a@adatum.example', 'Hello', 5, '<>', { 'event-id': 'SEND' }),
      wave('scan@contoso.com', 'Scan', 5, '<>', { 'custom-data': 'S:FromEntity=OnPremises' }),
      wave('a@tailspin.example', 'Hello', 5, '<>', { source: 'AGENT' }),
    ].flat(),
  },
  finds: [
    {
      SenderAddress: 'it@new.example',
      SenderDomain: 'new.example',
      SenderIP: '203.0.113.66',
      Messages: 5,
      DistinctRecipients: 5,
    },
  ],
} satisfies RuleCase;
