import { delivered, NOW, received, record, sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const from = 'mia.vos@contoso.com';
/** The field message-info of a record `at` minutes before now of a message that took so many seconds. */
const took = (at: number, seconds: number) => ({
  'message-info': new Date(NOW.getTime() - at * 60_000 - seconds * 1000).toISOString(),
});
const out = (at: number, seconds: number, domain: string, message?: string) =>
  sentOutside({ at, from, to: `a@${domain}`, fields: took(at, seconds), ...(message && { message }) });
const inside = (at: number, seconds: number, on: string) =>
  delivered({ at, from: 'a@fabrikam.com', to: from, on, fields: took(at, seconds) });

export default {
  rows: {
    MessageTrackingLog_CL: [
      // Ten messages, of which nine took more than five minutes and five times what is usual.
      times(4, () => out(45, 301, 'litware.example')),
      times(5, () => out(59, 301, 'litware.example')),
      out(45, 0, 'litware.example'),
      times(20, () => out(3000, 60, 'litware.example')),
      times(12, () => inside(45, 900, 'MBX02')),
      times(20, () => inside(3000, 6, 'MBX02')),
      // As quick as ever, five minutes, five times what is usual, nine messages; a server whose clock is ahead; in two hours.
      times(12, () => inside(20, 12, 'MBX01')),
      times(10, () => out(20, 300, 'northwind.example')),
      times(10, () => out(20, 500, 'slow.example')),
      times(20, () => out(3000, 100, 'slow.example')),
      times(9, () => out(20, 900, 'fabrikam.com')),
      times(9, () => inside(20, 900, 'MBX03')),
      inside(20, -60, 'MBX03'),
      times(5, () => out(59, 900, 'wingtip.example')),
      times(5, () => out(61, 900, 'wingtip.example')),
      // What waited for a moderator, what is still on its way, and mail of Exchange Online.
      times(10, (n) => record({ at: 40, message: `asked${n}` }, { 'event-id': 'INITMESSAGECREATED' })),
      times(10, (n) => out(20, 900, 'moderated.example', `asked${n}`)),
      times(10, () => received({ at: 20, from: 'a@fabrikam.com', to: from, fields: took(20, 900) })),
      times(10, () => out(20, 900, 'cloud.example').map((row) => ({ ...row, collector: 'MessageTrace' }))),
    ].flat(),
  },
  finds: [
    { Way: 'Outside', Computer: '', Domain: 'litware.example', Messages: 10, Minutes: 5, UsualMinutes: 1 },
    { Way: 'Mailboxes', Computer: 'MBX02', Domain: '', Messages: 12, Minutes: 15, UsualMinutes: 0.1 },
  ],
  incidents: {
    'slow-partner': {
      minutes: 85,
      finds: () => [{ Way: 'Outside', Computer: '', Domain: 'litware.example' }],
    },
  },
} satisfies RuleCase;
