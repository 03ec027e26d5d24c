import { health } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const poll = (at: number, gapSeconds: number) =>
  health(at, {
    component: 'poll-message-trace',
    gapSeconds,
    error: gapSeconds > 0 ? 'refused for a day' : '',
  });

export default {
  rows: { MailflowHealth_CL: [poll(5, 0), poll(20, 5400), poll(200, 900)] },
  finds: [{ Application: 'Exchange Online', GapMinutes: 90, Error: 'refused for a day' }],
} satisfies RuleCase;
