import { received, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

/** One record at each of these minutes before now. */
const at = (on: string, ...minutes: number[]) =>
  minutes.flatMap((at) => received({ at, from: 'a@fabrikam.com', to: 'mia.vos@contoso.com', on }));
const hours = [130, 190, 250, 310, 370];

export default {
  rows: {
    MessageTrackingLog_CL: [
      // Five of the six hours before the last one, by its name in either case.
      at('MBX02', 75, 130, 250),
      at('mbx02', 310, 370, 1000, 1060),
      // At work until now, an hour ago to the second; in four hours only; one that was shut down yesterday.
      at('MBX01', 5, 75, ...hours),
      at('MBX03', 60, ...hours),
      at('LAB01', 75, 130, 190, 250, 430, 490, 550),
      at('MBX09', ...hours.map((minutes) => minutes + 800)),
      // Traces of Exchange Online are of no server.
      [75, ...hours].flatMap((at) => traced({ at, from: 'a@fabrikam.com', to: 'mia.vos@contoso.com' })),
    ].flat(),
  },
  finds: [{ Computer: 'MBX02', SilentMinutes: 75, HourlyRecords: 0.8, ActiveHours: 5 }],
  lasts: true,
} satisfies RuleCase;
