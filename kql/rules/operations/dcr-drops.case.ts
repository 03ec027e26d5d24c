import { health } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const rule = '/subscriptions/0/resourcegroups/mail/providers/microsoft.insights/datacollectionrules/mailflow';
const error = (at: number, stream: string) =>
  health(at, {
    InputStreamId: stream,
    Message: 'The column does not fit',
    OperationName: 'Transformation',
    _ResourceId: rule,
  });

export default {
  rows: {
    DCRLogErrors: [
      error(5, 'Custom-MessageTrackingLog'),
      error(6, 'Custom-MessageTrackingLog'),
      error(5, 'Custom-MailflowHealth'),
      // A rule of somebody else, and an error of this morning.
      error(5, 'Custom-Firewall'),
      error(200, 'Custom-MessageTrace'),
    ],
  },
  finds: [
    { ResourceId: rule, Stream: 'Custom-MessageTrackingLog', Errors: 2 },
    { ResourceId: rule, Stream: 'Custom-MailflowHealth', Errors: 1 },
  ],
} satisfies RuleCase;
