import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, type Step } from '../testing/mail.ts';

const path =
  '2026-11-21T09:00:00.000Z;SRV=MBX01.contoso.com:TOTAL-HUB=590.1|CAT=590;SRV=MBX02.contoso.com:TOTAL-DEL=0.2';
/** A message that ends so many seconds after it came in. */
const slow = (to: string, after: number, end: string, ...more: Step[]) =>
  mail({ from: 'kim@fabrikam.com', to, at: '09:00' }, 'SMTP RECEIVE', ...more, {
    step: end,
    after: String(after),
    'server-hostname': 'mx.tailspin.example',
    'message-info': path,
  });

export const huntingCase: HuntingCase = {
  records: [
    slow('anna@contoso.com', 600, 'STOREDRIVER DELIVER', 'SMTP DEFER'),
    slow('joe@tailspin.example', 300, 'SMTP SENDEXTERNAL'),
    slow('minute@contoso.com', 60, 'STOREDRIVER DELIVER'),
    // What message-info says at the end counts, not on the way; a failure has none.
    slow('gone@contoso.com', 100, 'SMTP FAIL'),
    slow('fast@contoso.com', 59, 'STOREDRIVER DELIVER'),
    slow('way@contoso.com', 50, 'SMTP RECEIVE', { step: 'STOREDRIVER DELIVER', after: '90' }),
  ].flat(),
  finds: [
    {
      Latency: '00:10:00',
      Recipient: 'anna@contoso.com',
      Deferrals: 1,
      SlowestServer: 'MBX01.contoso.com (HUB)',
      SlowestSeconds: 590.1,
      Sender: 'kim@fabrikam.com',
      By: 'MBX01',
    },
    { Recipient: 'joe@tailspin.example', SlowestSeconds: 590.1, By: 'mx.tailspin.example' },
    { Recipient: 'gone@contoso.com', SlowestServer: '' },
    { Recipient: 'way@contoso.com', SlowestServer: '' },
    { Recipient: 'minute@contoso.com', Latency: '00:01:00' },
  ],
  changed: [{ settings: { show: '1' }, finds: [{ Recipient: 'anna@contoso.com' }] }],
  inSample: [{ By: 'mail2.litware.example', Deferrals: 6 }],
};
