import { health } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const report = (at: number, Computer: string, lagSeconds: number, component = 'report-health') =>
  health(at, { component, Computer, lagSeconds, error: lagSeconds > 1800 ? 'disk full' : '' });

export default {
  rows: {
    MailflowHealth_CL: [
      report(5, 'MBX02', 1801),
      // What is said of a gap has no lag, and does not end it.
      report(5, '', 7200, 'poll-message-trace'),
      health(4, { component: 'poll-message-trace', error: 'a day is missing' }),
      // In time, just in time, caught up again, a lag that is over, and a run that measures another.
      report(5, 'MBX01', 40),
      report(5, 'MBX05', 1800),
      report(30, 'MBX03', 5000),
      report(5, 'MBX03', 60),
      report(90, 'MBX04', 5000),
      report(5, 'MBX06', 5000, 'forward-blob'),
    ],
  },
  finds: [
    { Computer: 'MBX02', LagMinutes: 30, Error: 'disk full' },
    { Computer: 'Exchange Online', LagMinutes: 120, Error: 'disk full' },
  ],
  lasts: true,
} satisfies RuleCase;
