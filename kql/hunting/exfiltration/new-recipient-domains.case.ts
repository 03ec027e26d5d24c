import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, mail, outgoing, Time } from '../testing/mail.ts';

const anna = 'anna@contoso.com';
const megabyte = 2 ** 20;

export const huntingCase: HuntingCase = {
  records: [
    outgoing({ from: anna, to: 'drop@tailspin.example;nobody', bytes: 5 * megabyte }),
    outgoing({ from: 'ben@contoso.com', to: 'other@tailspin.example', bytes: megabyte }),
    outgoing({ from: anna, to: 'small@northwind.example' }),
    // Known: they wrote, or we did.
    incoming({ from: 'kim@fabrikam.com', to: anna, at: Time.inHistory }),
    outgoing({ from: anna, to: 'kim@fabrikam.com' }),
    outgoing({ from: anna, to: 'joe@adatum.example', at: Time.beforeRecent }),
    outgoing({ from: anna, to: 'joe@adatum.example' }),
    outgoing({ from: anna, to: 'old@litware.example', at: Time.beforeHistory }),
    outgoing({ from: anna, to: 'old@litware.example', at: Time.inRecent }),
    // Reports, mail to us, passed on, and groups and mailboxes of ours with somebody outside behind them.
    outgoing({ from: '<>', to: 'x@reported.example' }),
    incoming({ from: 'x@wingtip.example', to: anna }),
    outgoing({ from: 'kim@fabrikam.com', to: 'x@relayed.example' }),
    mail({ from: anna, to: 'all@contoso.net' }, 'STOREDRIVER RECEIVE', {
      step: 'ROUTING EXPAND',
      'recipient-address': 'kim@fabrikam.com',
      'related-recipient-address': 'all@contoso.net',
    }),
    mail({ from: anna, to: 'box@contoso.net' }, 'STOREDRIVER RECEIVE', {
      step: 'ROUTING REDIRECT',
      'recipient-address': 'kim@fabrikam.com',
      'related-recipient-address': 'box@contoso.net',
    }),
  ].flat(),
  finds: [
    {
      Domain: 'tailspin.example',
      Megabytes: 6,
      Messages: 2,
      Senders: [anna, 'ben@contoso.com'],
      Recipients: ['drop@tailspin.example', 'other@tailspin.example'],
    },
    { Domain: 'litware.example', Megabytes: 0 },
    { Domain: 'northwind.example' },
  ],
  changed: [
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ Domain: 'adatum.example', FirstTime: '2026-11-20T11:30:00.0000000Z' }],
    },
  ],
  inSample: [{ Domain: 'postbox.example' }],
};
