import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, mail, outgoing, Time, trace } from '../testing/mail.ts';

const anna = 'anna@contoso.com';
const received = (from: string, at: string) => mail({ from, to: anna, at }, 'SMTP RECEIVE');
const answered = (from: string, to: string, at: string) =>
  mail({ from, to, at, subject: 'RE: Hello', bytes: 2 ** 20 }, 'STOREDRIVER RECEIVE', 'SMTP RECEIVE');

export const huntingCase: HuntingCase = {
  records: [
    // Two answers, each seen by two servers; one of them to a colleague, too.
    received('new@tailspin.example', '09:00'),
    answered('ben@contoso.com', 'new@tailspin.example', '10:00'),
    answered('ben@contoso.com', 'new@tailspin.example;cleo@contoso.com', '10:10'),
    // Known: it wrote, or was written to, within the history.
    received('kim@fabrikam.com', Time.inHistory),
    received('kim@fabrikam.com', '09:00'),
    answered(anna, 'kim@fabrikam.com', '10:00'),
    outgoing({ from: anna, to: 'joe@adatum.example', at: Time.beforeRecent }),
    received('joe@adatum.example', '09:00'),
    answered(anna, 'joe@adatum.example', '10:00'),
    // Long forgotten.
    received('old@litware.example', Time.beforeHistory),
    received('old@litware.example', Time.inRecent),
    answered('dora@contoso.com', 'old@litware.example', '09:00'),
    // We wrote first, or at the same moment.
    answered('cleo@contoso.com', 'first@wingtip.example', '08:00'),
    mail({ from: 'cleo@contoso.com', to: 'first@wingtip.example', at: '09:00' }, 'STOREDRIVER RECEIVE'),
    received('first@wingtip.example', '09:00'),
    // It has only sent a report, and only got one; and it got a copy that is no step of the message.
    mail({ from: 'x@reports.example', to: anna, at: '09:00', returnPath: '<>' }, 'SMTP RECEIVE'),
    answered(anna, 'x@reports.example', '10:00'),
    received('y@reported.example', '09:00'),
    mail({ from: '<>', to: 'y@reported.example', at: '10:00' }, 'SMTP RECEIVE'),
    mail({ from: anna, to: 'y@reported.example', at: '10:00' }, 'SMTP HARECEIVE'),
    mail({ from: 'z@sent.example', to: anna, at: '08:00' }, 'SMTP HARECEIVE'),
    answered(anna, 'z@sent.example', '09:00'),
    received('z@sent.example', '10:00'),
    // Passed on from one domain outside to another.
    mail({ from: 'v@relay.example', to: 'w@tailspin.example', at: '10:00' }, 'SMTP RECEIVE'),
    answered(anna, 'v@relay.example', '11:00'),
    internal({ from: anna, to: 'ben@contoso.com', at: '10:00' }),
  ].flat(),
  traces: [
    trace({ from: 'new@online.example', to: anna, at: '09:00' }, 'delivered', 'Incoming'),
    trace({ from: anna, to: 'new@online.example', at: '10:30' }, 'delivered', 'Outgoing'),
    trace({ from: '<>', to: anna, at: '09:00' }, 'delivered', 'Incoming'),
    trace({ from: anna, to: 'nobody', at: '10:30' }, 'failed', 'Outgoing'),
  ],
  finds: [
    { Reader: anna, Domain: 'online.example', Answers: 1 },
    {
      Reader: 'ben@contoso.com',
      Domain: 'tailspin.example',
      Answers: 2,
      Subjects: ['RE: Hello'],
      FirstAnswer: '2026-11-21T10:00:00.0000000Z',
      FirstContact: '2026-11-21T09:00:00.0000000Z',
      Megabytes: 2,
    },
    { Reader: 'dora@contoso.com', Domain: 'litware.example' },
  ],
  changed: [
    {
      settings: { domains: "dynamic(['tailspin.example'])" },
      finds: [{ Reader: 'ben@contoso.com', Domain: 'tailspin.example' }],
    },
  ],
  inSample: [{ Domain: 'c0ntoso.example', Answers: 1 }],
};
