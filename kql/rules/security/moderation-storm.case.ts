import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const asked = (from: string, group: string, at = 20) =>
  record(
    { at, from, to: 'moderator@contoso.com', fields: { 'related-recipient-address': group } },
    { source: 'APPROVAL', 'event-id': 'INITMESSAGECREATED' },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(11, () => asked('mia.vos@contoso.com', 'all-staff@contoso.com')),
      asked('tom.hart@contoso.com', 'all-staff@contoso.com'),
      // An ordinary hour of another group, and its busy day.
      times(3, () => asked('eva.roth@contoso.com', 'managers@contoso.com')),
      times(20, (index) => asked('eva.roth@contoso.com', 'managers@contoso.com', 65 + 60 * index)),
    ].flat(),
  },
  finds: [{ Moderated: 'all-staff@contoso.com', TopSender: 'mia.vos@contoso.com', Requests: 12, Senders: 2 }],
} satisfies RuleCase;
