import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

const seen = (server: string, at: string, ...events: string[]) =>
  mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', at }, ...events.map((step) => ({ step, server })));

export const huntingCase: HuntingCase = {
  records: [
    // Silent since before the hour; over twice the hour; and well.
    seen('MBX01', '10:30', 'SMTP RECEIVE'),
    seen('MBX03', '09:59', 'SMTP RECEIVE'),
    seen('MBX02', '11:02', 'SMTP RECEIVE'),
    seen('MBX02', '11:30', 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
    seen('MBX02', '11:40', 'SMTP RECEIVE', 'SMTP DEFER'),
    seen('MBX02', '11:59', 'SMTP RECEIVE', 'SMTP FAIL'),
  ].flat(),
  finds: [
    { Server: 'MBX01', SilentFor: '01:30:00', Received: 0 },
    {
      Server: 'MBX02',
      SilentFor: '00:00:59',
      Received: 4,
      Delivered: 1,
      Deferred: 1,
      Failed: 1,
      WaitingMessages: 1,
      LatencyP95: '00:00:01',
      LinesRejected: 0,
    },
  ],
  changed: [{ settings: { window: '30m' }, finds: [{ Server: 'MBX02', Received: 3 }] }],
};
