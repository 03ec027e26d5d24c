import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const info = { source: 'AGENT', 'event-id': 'AGENTINFO' };
const dlp = 'aaaaaaaa-0000-4000-8000-000000000001';
const banner = 'bbbbbbbb-0000-4000-8000-000000000002';
const rare = 'cccccccc-0000-4000-8000-000000000003';
const rules = (at: number, ids: readonly string[], on = 'MBX01') =>
  record(
    {
      at,
      from: 'mia.vos@contoso.com',
      to: 'a@fabrikam.com',
      on,
      fields: {
        'custom-data': `${ids.map((id) => `S:TRA=ETRP|ruleId=${id}|ExecW=1`).join(';')};S:CompCost=|ETR=0`,
      },
    },
    info,
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(60, (index) => rules(1000 + index, index === 0 ? [dlp, banner, rare] : [dlp, banner])),
      times(30, (index) => rules(60 + index, [banner])),
      // Other records of agents do not count.
      times(5, () =>
        record({ at: 1000, from: 'mia.vos@contoso.com' }, { source: 'AGENT', 'event-id': 'FAIL' }),
      ),
      // Twenty messages of the last two hours without it, the last one with it a few minutes before; and nineteen.
      times(59, () => rules(1000, [dlp], 'MBX04')),
      rules(125, [dlp], 'MBX04'),
      times(20, () => rules(118, [], 'MBX04')),
      times(60, () => rules(1000, [dlp], 'MBX05')),
      times(19, () => rules(60, [], 'MBX05')),
      // On the other server all is as it was, and on the third hardly any mail came.
      times(60, (index) => rules(1000 + index, [dlp, banner], 'MBX02')),
      times(30, (index) => rules(60 + index, [dlp, banner], 'MBX02')),
      times(60, (index) => rules(1000 + index, [dlp], 'MBX03')),
      times(3, (index) => rules(60 + index, [], 'MBX03')),
    ].flat(),
  },
  finds: [
    { Computer: 'MBX01', RuleId: dlp, UsualShare: 1, Expected: 30 },
    { Computer: 'MBX04', RuleId: dlp, UsualShare: 1, Expected: 20 },
  ],
  lasts: true,
} satisfies RuleCase;
