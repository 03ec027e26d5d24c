import { record, sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'a@fabrikam.com';
const sent = (from: string, message: string, evaluated: boolean) => [
  ...(evaluated
    ? record(
        {
          at: 90,
          from,
          to,
          message,
          fields: { 'custom-data': 'S:TRA=ETRP|ruleId=aaaaaaaa-0000-4000-8000-000000000001|ExecW=1' },
        },
        { source: 'AGENT', 'event-id': 'AGENTINFO' },
      )
    : []),
  ...sentOutside({ at: 89, from, to, message, ip: '10.1.2.3' }),
];

// Between one and two hours ago: the rule judges an hour later.
export default {
  rows: {
    MessageTrackingLog_CL: [
      times(4, (index) => sent('mia.vos@contoso.com', `past ${index}`, false)),
      // Twenty that passed the rules, and a single one that did not.
      times(20, (index) => sent('tom.hart@contoso.com', `through ${index}`, true)),
      sent('eva.roth@contoso.com', 'once', false),
    ].flat(),
  },
  finds: [{ SenderAddress: 'mia.vos@contoso.com', SenderIP: '10.1.2.3', Messages: 4 }],
} satisfies RuleCase;
