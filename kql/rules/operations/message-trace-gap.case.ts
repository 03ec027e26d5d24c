import { health } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const poll = (at: number, gapSeconds: number, error: string) =>
  health(at, { component: 'poll-message-trace', gapSeconds, error });

export default {
  rows: {
    MailflowHealth_CL: [
      poll(20, 4800, 'refused from 07:00 to 08:20'),
      poll(20, 600, 'refused from 08:40 to 08:50'),
      // Nothing is missing; where polling begins nothing was lost; and a gap of this morning.
      health(5, { component: 'receive-lines', gapSeconds: 0 }),
      health(5, { component: 'report-health', error: 'polling begins here' }),
      poll(200, 900, 'refused from 04:00 to 04:15'),
    ],
  },
  finds: [
    {
      Application: 'Exchange Online',
      GapMinutes: 90,
      Errors: ['refused from 07:00 to 08:20', 'refused from 08:40 to 08:50'],
    },
  ],
} satisfies RuleCase;
