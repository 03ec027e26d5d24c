import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, mail } from '../testing/mail.ts';

const received = (domain: string, ip = '203.0.113.9', to = 'anna@contoso.com') =>
  mail({ from: `it@${domain}`, to, ip }, 'SMTP RECEIVE');

/** All that look like contoso, as they are below. */
const known = `dynamic(['contos.example', 'contoso-helpdesk.example', 'contoso.com.tailspin.example', 'contosso.example',
  'cotnoso.example', 'ontoso.example', 'secure-contoso.com', 'xcontoso.example', 'xn--cntoso-wxa.example', 'xn--99999999.example'])`;

const moved = (event: string, to: string) =>
  mail({ from: 'it@c0ntoso.example', to, subject: 'RE: Prices', ip: '203.0.113.9' }, 'SMTP RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'anna@contoso.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    received('c0ntoso.example', '203.0.113.9', 'anna@contoso.com;ben@contoso.com'),
    received('c0ntoso.example', ''),
    // A group and a mailbox that forwards are no readers.
    moved('EXPAND', 'all@contoso.com'),
    moved('REDIRECT', 'box@contoso.com'),
    received('cotnoso.example'),
    received('contosso.example'),
    received('ontoso.example'),
    received('xcontoso.example'),
    received('contos.example'),
    received('contoso-helpdesk.example'),
    received('contoso.com.tailspin.example'),
    received('secure-contoso.com'),
    received('xn--cntoso-wxa.example'),
    received('xn--99999999.example'),
    // Two letters away, a name of a kind, our own, below our own, nobody, not from outside.
    received('contxyso.example'),
    received('mail.example'),
    received('contoso.com'),
    received('mail.contoso.com'),
    mail({ from: '<>', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
    internal({ from: 'it@contoso.net', to: 'anna@contoso.com' }),
    received('contozo.example', '203.0.113.9', 'kim@fabrikam.com'),
    // Like names that nobody has asked for: a partner, one of five letters, one of four, words that are no names.
    received('fabrikarn.com'),
    received('mail.fabrikam.com'),
    received('larnna.example'),
    received('banq.example'),
    received('proseware.servlces'),
    received('services.northwind.example'),
  ].flat(),
  finds: [
    {
      Domain: 'c0ntoso.example',
      Reason: 'looks the same',
      Resembles: 'contoso',
      Mailboxes: 2,
      Messages: 4,
      Senders: ['it@c0ntoso.example'],
      SenderIPs: ['203.0.113.9'],
    },
    { Domain: 'contos.example', Reason: 'one letter away' },
    { Domain: 'contoso-helpdesk.example', Reason: 'has our name inside' },
    { Domain: 'contoso.com.tailspin.example', Reason: 'looks the same' },
    { Domain: 'contosso.example', Reason: 'one letter away' },
    { Domain: 'cotnoso.example', Reason: 'one letter away' },
    { Domain: 'ontoso.example', Reason: 'one letter away' },
    { Domain: 'secure-contoso.com', Reason: 'has our name inside' },
    { Domain: 'xcontoso.example', Reason: 'one letter away, has our name inside' },
    { Domain: 'xn--99999999.example', Resembles: 'xn--99999999.example' },
    { Domain: 'xn--cntoso-wxa.example', Reason: 'punycode', Resembles: 'cöntoso.example' },
  ],
  changed: [
    {
      settings: {
        partners: "dynamic(['fabrikam.com', 'bank.example', 'c0ntoso.example'])",
        known,
        shortest: '4',
      },
      finds: [
        { Domain: 'banq.example', Resembles: 'bank' },
        { Domain: 'fabrikarn.com', Resembles: 'fabrikam', Reason: 'looks the same' },
      ],
    },
    {
      settings: {
        partners:
          "dynamic(['lamna.example', 'bank.example', 'fabrikam.com', 'fabrikam.services', 'service.com', 'c0ntoso.example'])",
        known,
      },
      finds: [{ Domain: 'fabrikarn.com' }, { Domain: 'larnna.example', Resembles: 'lamna' }],
    },
  ],
  inSample: [{ Domain: 'c0ntoso.example', Senders: ['it-support@c0ntoso.example'] }],
};
