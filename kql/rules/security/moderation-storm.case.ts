import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const moderator = 'moderator@contoso.com';
const all = 'all-staff@contoso.com';
const managers = 'managers@contoso.com';
const asked = (from: string, group: string, at = 20, source = 'APPROVAL') =>
  record(
    { at, from, to: moderator, fields: { 'related-recipient-address': group } },
    { source, 'event-id': 'INITMESSAGECREATED' },
  );
const decided = (decision: string, group: string) =>
  record(
    { at: 19, from: moderator, to: group, fields: { 'related-recipient-address': moderator } },
    { source: 'APPROVAL', 'event-id': decision },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(6, () => asked('mia.vos@contoso.com', all)),
      times(4, () => asked('tom.hart@contoso.com', all)),
      times(4, () => decided('MODERATORAPPROVE', all)),
      times(3, () => decided('MODERATORREJECT', all)),
      // An ordinary hour of another group, most of it decided, and its busy day.
      times(9, () => asked('eva.roth@contoso.com', managers)),
      asked('eva.roth@contoso.com', managers, 20, 'STOREDRIVER'),
      times(5, () => decided('MODERATORAPPROVE', managers)),
      times(20, (index) => asked('eva.roth@contoso.com', managers, 65 + 60 * index)),
    ].flat(),
  },
  finds: [
    {
      Moderated: all,
      TopSender: 'mia.vos@contoso.com',
      Requests: 10,
      Approved: 4,
      Rejected: 3,
      Senders: 2,
    },
  ],
} satisfies RuleCase;
