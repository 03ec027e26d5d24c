import { received, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const hourly = (on: string, first: number) =>
  times(8, (index) =>
    received({ at: first + 50 * index, from: 'a@fabrikam.com', to: 'mia.vos@contoso.com', on }),
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      hourly('MBX02', 75),
      // At work until now; a test server that hardly ever has mail; one that was shut down in the morning before.
      hourly('MBX01', 5),
      received({ at: 300, from: 'a@fabrikam.com', to: 'mia.vos@contoso.com', on: 'LAB01' }),
      hourly('MBX09', 900),
    ].flat(),
  },
  finds: [{ Computer: 'MBX02', SilentMinutes: 75 }],
  lasts: true,
} satisfies RuleCase;
