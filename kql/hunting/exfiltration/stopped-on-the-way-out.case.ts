import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com' },
      {
        step: 'AGENT FAIL',
        'recipient-status': '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected',
      },
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'kim@fabrikam.com' },
      {
        step: 'AGENT AGENTINFO',
        'custom-data': 'S:TRA=DC|dcid=cb353f78|count=3|conf=85;S:TRA=CI|sndOverride=or|just=customer asked',
      },
    ),
    ...mail(
      { from: 'cleo@contoso.com', to: 'kim@fabrikam.com' },
      { step: 'AGENT AGENTINFO', 'custom-data': 'S:TRA=ETRP|ruleId=cb353f78|ExecW=1' },
      'SMTP SENDEXTERNAL',
    ),
    ...mail(
      { from: 'dora@contoso.com', to: 'anna@contoso.com' },
      { step: 'AGENT FAIL', 'recipient-status': '550 5.7.1 Rejected' },
    ),
  ],
  finds: [
    { Sender: 'anna@contoso.com', What: 'Stopped', Messages: 1 },
    { Sender: 'ben@contoso.com', What: 'Overridden', Overrides: ['sndOverride=or|just=customer asked'] },
  ],
  leaves: [{ Sender: 'dora@contoso.com' }, { Sender: 'cleo@contoso.com' }],
};
