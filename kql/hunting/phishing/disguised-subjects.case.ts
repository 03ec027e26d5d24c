import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail, outgoing } from '../testing/mail.ts';

const received = (subject: string, to = 'anna@contoso.com', from = 'x@tailspin.example') =>
  incoming({ from, to, subject, ip: '203.0.113.9' });
const moved = (event: string, to: string) =>
  mail({ from: 'x@tailspin.example', to, subject: 'In\u200bvoice', ip: '203.0.113.9' }, 'SMTP RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'anna@contoso.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    received('In\u200bvoice'),
    received('In\u200bvoice', 'ben@contoso.com'),
    received('In\u00advoice\u2060'),
    moved('EXPAND', 'group@contoso.com'),
    moved('REDIRECT', 'box@contoso.com'),
    mail(
      { from: 'x@tailspin.example', to: 'cleo@contoso.com', subject: '\u202egnp.eliF', ip: '203.0.113.9' },
      'SMTP RECEIVE',
    ),
    // P\u0430ypal with a Cyrillic letter; both.
    received('P\u0430ypal'),
    received('\u0420aypal\ufeff'),
    // One script alone, letters of formulas apart, a family of emoji, a colleague, passed on.
    received('\u041f\u0440\u0438\u0432\u0435\u0442, Anna'),
    received('Angle \u03b1 and \u03b2'),
    received('\u{1f468}\u200d\u{1f469}\u200d\u{1f467} photos'),
    internal({ from: 'ben@contoso.com', to: 'anna@contoso.com', subject: 'In\u200bvoice' }),
    outgoing({ from: 'x@tailspin.example', to: 'kim@fabrikam.com', subject: 'In\u200bvoice' }),
  ].flat(),
  finds: [
    {
      Plain: 'Invoice',
      Reason: 'invisible characters',
      Mailboxes: 2,
      Delivered: 3,
      Sender: 'x@tailspin.example',
      SenderIP: '203.0.113.9',
    },
    { Plain: 'P\u0430ypal', Reason: 'mixed scripts', Mailboxes: 1 },
    { Plain: 'gnp.eliF', Reason: 'invisible characters', Delivered: 0 },
    { Plain: '\u0420aypal', Reason: 'invisible characters, mixed scripts' },
  ],
};
