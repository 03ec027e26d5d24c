import { record, sentOutside, storedAt, submitted, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'a@fabrikam.com';
const ip = '10.1.2.3';
const rule = 'ruleId=aaaaaaaa-0000-4000-8000-000000000001';
/** What the agents of a server leave of a message: with the rules evaluated, with one that acted, with none. */
const agents = (from: string, message: string, entry: string) =>
  record(
    { at: 90, from, to, message, fields: { 'custom-data': `${entry};S:CompCost=|ETR=0` } },
    { source: 'AGENT', 'event-id': 'AGENTINFO' },
  );
const evaluated = `S:TRA=ETRP|${rule}|ExecW=1`;
const acted = `S:TRA=ETR|${rule}|st=2026-11-18T08:00:00|action=SetHeader`;
const none = 'S:AMA=SUM|v=0';
const sent = (from: string, message: string, entry = none, at = 89) => [
  ...agents(from, message, entry),
  ...sentOutside({ at, from, to, message, ip }),
];

// Between one and two hours ago: the rule judges an hour later.
export default {
  rows: {
    MessageTrackingLog_CL: [
      times(3, (index) => sent('mia.vos@contoso.com', `past ${index}`)),
      // Fourteen of twenty passed the rules. Two of one account and one of another did not.
      times(10, (index) => sent('tom.hart@contoso.com', `through ${index}`, evaluated)),
      times(4, (index) => sent('tom.hart@contoso.com', `acted ${index}`, acted)),
      times(2, (index) => sent('eva.roth@contoso.com', `twice ${index}`)),
      sent('ann.lee@contoso.com', 'once'),
      // Of mail of the last hour the record of the other server is still to come.
      times(3, (index) => [
        ...sentOutside({ at: 30, from: 'ann.lee@contoso.com', to, message: `late ${index}` }),
        ...storedAt(-10, agents('ann.lee@contoso.com', `late ${index}`, evaluated)),
      ]),
      // Never sent, sent by Exchange Online, of others outside, and reports.
      times(3, () => submitted({ at: 89, from: 'ben.ode@contoso.com', to })),
      times(3, () => traced({ at: 89, from: 'ben.ode@contoso.com', to })),
      times(3, () =>
        sentOutside({ at: 89, from: 'x@litware.example', to, fields: { directionality: 'Incoming' } }),
      ),
      times(3, () =>
        sentOutside({ at: 89, from: 'ben.ode@contoso.com', to, fields: { 'return-path': '<>' } }),
      ),
    ].flat(),
  },
  finds: [{ SenderAddress: 'mia.vos@contoso.com', SenderIP: ip, Messages: 3, Share: 0.7 }],
  quiet: {
    // Where four of ten pass by, that is nothing special.
    MessageTrackingLog_CL: [
      ...times(4, (index) => sent('mia.vos@contoso.com', `past again ${index}`)),
      ...times(6, (index) => sent('tom.hart@contoso.com', `through again ${index}`, evaluated)),
    ],
  },
} satisfies RuleCase;
