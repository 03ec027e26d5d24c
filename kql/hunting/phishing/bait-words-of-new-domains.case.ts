import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, mail, outgoing, Time } from '../testing/mail.ts';

const bait = (domain: string, subject = 'Your PASSWORD will expire', at = '11:00', to = 'anna@contoso.com') =>
  incoming({ from: `it@${domain}`, to, subject, at, ip: '203.0.113.9' });
const moved = (event: string, to: string) =>
  mail({ from: 'it@tailspin.example', to, subject: 'Password' }, 'SMTP RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'anna@contoso.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    bait('tailspin.example'),
    bait('tailspin.example', 'password', '11:10', 'ben@contoso.com'),
    mail({ from: 'it@tailspin.example', to: 'ben@contoso.com', subject: 'Password', ip: '' }, 'SMTP RECEIVE'),
    bait('tailspin.example', 'Rechnung 4711'),
    moved('EXPAND', 'group@contoso.com'),
    moved('REDIRECT', 'box@contoso.com'),
    bait('wingtip.example', 'A shared a file with you: shared folder', Time.inRecent),
    // Known, and long forgotten; no such word; a report; not to us; the day before.
    bait('fabrikam.com', 'Hello', Time.inHistory),
    bait('fabrikam.com'),
    bait('litware.example', 'Hello', Time.beforeHistory),
    bait('litware.example'),
    bait('adatum.example', 'Minutes'),
    incoming({ from: '<>', to: 'anna@contoso.com', subject: 'Password' }),
    outgoing({ from: 'it@relayed.example', to: 'kim@fabrikam.com', subject: 'Password' }),
    bait('yesterday.example', 'Password', Time.beforeRecent),
  ].flat(),
  finds: [
    {
      Domain: 'tailspin.example',
      Word: 'password',
      Mailboxes: 2,
      Delivered: 2,
      Subjects: ['Your PASSWORD will expire', 'password', 'Password'],
      Senders: ['it@tailspin.example'],
      SenderIPs: ['203.0.113.9', '10.20.4.10'],
    },
    { Domain: 'litware.example', Word: 'password' },
    { Domain: 'tailspin.example', Word: 'rechnung' },
    { Domain: 'wingtip.example', Word: 'shared a file' },
  ],
  changed: [
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ Domain: 'yesterday.example' }],
    },
  ],
  inSample: [{ Domain: 'c0ntoso.example', Word: 'password', SenderIPs: ['203.0.113.66'] }],
};
