import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, mail, outgoing, Time, trace } from '../testing/mail.ts';

const anna = 'anna@contoso.com';
const received = (from: string, at?: string, to = anna) =>
  mail({ from, to, ...(at && { at }), ip: '198.51.100.7' }, 'SMTP RECEIVE');

const moved = (event: string, to: string) =>
  mail({ from: 'new@tailspin.example', to, ip: '198.51.100.7' }, 'SMTP RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'anna@contoso.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    received('new@tailspin.example', '10:00', 'anna@contoso.com;ben@contoso.com'),
    received('other@tailspin.example', '10:30'),
    mail({ from: 'other@tailspin.example', to: anna, at: '10:40', ip: '' }, 'SMTP RECEIVE'),
    // A group and a mailbox that forwards are no readers.
    moved('EXPAND', 'all@contoso.com'),
    moved('REDIRECT', 'box@contoso.com'),
    outgoing({ from: anna, to: 'new@tailspin.example', at: '11:30' }),
    outgoing({ from: anna, to: 'new@tailspin.example', at: Time.beforeRecent }),
    received('kim@fabrikam.com', Time.inHistory),
    received('kim@fabrikam.com'),
    received('old@litware.example', Time.beforeHistory),
    received('old@litware.example', Time.inRecent),
    received('yesterday@adatum.example', Time.beforeRecent),
    mail({ from: 'x@wingtip.example', to: anna, returnPath: '<>' }, 'SMTP RECEIVE'),
    mail({ from: 'y@wingtip.example', to: anna }, 'SMTP HARECEIVE'),
    mail({ from: 'z@wingtip.example', to: 'kim@fabrikam.com' }, 'SMTP RECEIVE'),
    internal({ from: 'ben@contoso.com', to: anna }),
  ].flat(),
  traces: [
    trace({ from: 'new@online.example', to: anna }, 'delivered', 'Incoming'),
    trace({ from: '<>', to: anna }, 'delivered', 'Incoming'),
  ],
  finds: [
    {
      Domain: 'tailspin.example',
      Mailboxes: 2,
      Messages: 5,
      Answered: 1,
      Senders: ['new@tailspin.example', 'other@tailspin.example'],
      SenderIPs: ['198.51.100.7'],
      FirstTime: '2026-11-21T10:00:00.0000000Z',
    },
    { Domain: 'litware.example', Answered: 0 },
    { Domain: 'online.example' },
  ],
  changed: [
    { settings: { atLeast: '2' }, finds: [{ Domain: 'tailspin.example' }] },
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ Domain: 'adatum.example', FirstTime: '2026-11-20T11:30:00.0000000Z' }],
    },
  ],
  inSample: [{ Domain: 'c0ntoso.example', SenderIPs: ['203.0.113.66'] }],
};
