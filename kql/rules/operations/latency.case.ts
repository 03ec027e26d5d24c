import { delivered, NOW, sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'mia.vos@contoso.com';
/** The field message-info of a record `at` minutes before now of a message that took so many minutes. */
const took = (at: number, minutes: number) => ({
  'message-info': new Date(NOW.getTime() - (at + minutes) * 60_000).toISOString(),
});
const out = (at: number, minutes: number, domain: string) =>
  sentOutside({ at, from, to: `a@${domain}`, fields: took(at, minutes) });
const inside = (at: number, minutes: number, on: string) =>
  delivered({ at, from: 'a@fabrikam.com', to: from, on, fields: took(at, minutes) });

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(12, () => out(20, 40, 'litware.example')),
      times(20, () => out(3000, 1, 'litware.example')),
      times(12, () => inside(20, 15, 'MBX02')),
      times(20, () => inside(3000, 0.1, 'MBX02')),
      // As quick as ever, always slow, and one late message.
      times(12, () => inside(20, 0.2, 'MBX01')),
      times(20, () => out(3000, 30, 'slow.example')),
      times(12, () => out(20, 40, 'slow.example')),
      out(20, 300, 'fabrikam.com'),
    ].flat(),
  },
  finds: [
    { Way: 'Outside', Computer: '', Domain: 'litware.example', Messages: 12, Minutes: 40 },
    { Way: 'Mailboxes', Computer: 'MBX02', Domain: '', Messages: 12, Minutes: 15 },
  ],
  incidents: {
    'slow-partner': {
      minutes: 85,
      finds: () => [{ Way: 'Outside', Computer: '', Domain: 'litware.example' }],
    },
  },
} satisfies RuleCase;
