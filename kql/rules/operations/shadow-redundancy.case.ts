import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const shadow = (at: number, on: string, event = 'HAREDIRECTFAIL', message?: string) =>
  record(
    { at, from: 'mia.vos@contoso.com', to: 'a@fabrikam.com', on, ...(message && { message }) },
    { source: 'SMTP', 'event-id': event },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(5, () => shadow(45, 'MBX02')),
      times(5, () => shadow(59, 'MBX02')),
      // Copies that were made; nine messages; one message ten times; in two hours.
      times(40, () => shadow(20, 'MBX01', 'HAREDIRECT')),
      times(9, () => shadow(20, 'MBX01')),
      times(10, () => shadow(20, 'MBX03', 'HAREDIRECTFAIL', 'again')),
      times(5, () => shadow(59, 'MBX04')),
      times(5, () => shadow(61, 'MBX04')),
    ].flat(),
  },
  finds: [{ Computer: 'MBX02', Messages: 10 }],
} satisfies RuleCase;
