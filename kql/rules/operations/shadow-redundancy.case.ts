import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const shadow = (on: string, event: string) =>
  record(
    { at: 20, from: 'mia.vos@contoso.com', to: 'a@fabrikam.com', on },
    { source: 'SMTP', 'event-id': event },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(12, () => shadow('MBX02', 'HAREDIRECTFAIL')),
      times(40, () => shadow('MBX01', 'HAREDIRECT')),
      times(3, () => shadow('MBX01', 'HAREDIRECTFAIL')),
    ].flat(),
  },
  finds: [{ Computer: 'MBX02', Messages: 12 }],
} satisfies RuleCase;
