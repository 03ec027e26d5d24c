import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

const one = '7cd6b6d2-bdd1-463e-abad-99f1fe93d6db';
const two = 'ce4b8820-0367-4bce-a0f8-b5adbc306e73';
const hit = (customData: string, step = 'AGENT AGENTINFO') =>
  mail(
    { from: 'anna@contoso.com', to: 'kim@fabrikam.com;joe@fabrikam.com' },
    { step, 'custom-data': customData },
  );

export const huntingCase: HuntingCase = {
  records: [
    hit(`S:TRA=ETR|ruleId=${one}|st=2026-01-01|action=AHD|action=BCC|sev=1|mode=Enforce`),
    hit(`S:TRA=ETR|ruleId=${one}|action=AHD|mode=Enforce;S:TRA=ETR|ruleId=${two}|action=RED|mode=Enforce`),
    // Only evaluated, and no rule at all.
    hit('S:TRA=ETRP|ruleId=11111111-0367-4bce-a0f8-b5adbc306e73|ExecW=3'),
    hit('S:AMA=SUM|v=0|action=|error=|atch=1'),
  ].flat(),
  finds: [
    { RuleId: one, Messages: 2, Actions: ['AHD+BCC', 'AHD'], Senders: 1, Recipients: 2, Servers: ['MBX01'] },
    { RuleId: two, Messages: 1, Actions: ['RED'] },
  ],
  changed: [{ settings: { atLeast: '2' }, finds: [{ RuleId: one }] }],
  inSample: [{ RuleId: one, Actions: ['ApplyHtmlDisclaimer'] }],
};
