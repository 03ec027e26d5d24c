import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com' },
      {
        step: 'AGENT AGENTINFO',
        'custom-data':
          'S:TRA=ETR|ruleId=7cd6b6d2-bdd1-463e-abad-99f1fe93d6db|st=2026-01-01|action=AHD|sev=1|mode=Enforce',
      },
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com' },
      {
        step: 'AGENT AGENTINFO',
        'custom-data': 'S:TRA=ETRP|ruleId=ce4b8820-0367-4bce-a0f8-b5adbc306e73|ExecW=3',
      },
    ),
  ],
  finds: [{ RuleId: '7cd6b6d2-bdd1-463e-abad-99f1fe93d6db', Messages: 1, Actions: ['AHD'] }],
  leaves: [{ RuleId: 'ce4b8820-0367-4bce-a0f8-b5adbc306e73' }],
  inSample: [{ RuleId: '7cd6b6d2-bdd1-463e-abad-99f1fe93d6db', Actions: ['ApplyHtmlDisclaimer'] }],
};
