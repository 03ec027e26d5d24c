import { health } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const report = (at: number, Computer: string, lagSeconds: number, component = 'report-health') =>
  health(at, { component, Computer, lagSeconds, error: lagSeconds > 1800 ? 'disk full' : '' });

export default {
  rows: {
    MailflowHealth_CL: [
      report(5, 'MBX02', 3600),
      report(5, '', 7200, 'poll-message-trace'),
      // In time, caught up again, and a lag that is over.
      report(5, 'MBX01', 40),
      report(30, 'MBX03', 5000),
      report(5, 'MBX03', 60),
      report(90, 'MBX04', 5000),
    ],
  },
  finds: [
    { Computer: 'MBX02', LagMinutes: 60, Error: 'disk full' },
    { Computer: 'Exchange Online', LagMinutes: 120, Error: 'disk full' },
  ],
  lasts: true,
} satisfies RuleCase;
