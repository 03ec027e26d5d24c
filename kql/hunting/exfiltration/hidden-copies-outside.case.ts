import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

/** A message as a mailbox submits it: each recipient is To, Cc or Bcc. */
const submitted = (from: string, to: string, roles: string, step = 'STOREDRIVER RECEIVE', ip?: string) =>
  mail({ from, to, ...(ip !== undefined && { ip }) }, { step, 'recipient-status': roles });

export const huntingCase: HuntingCase = {
  records: [
    submitted('anna@contoso.com', 'ben@contoso.com;drop@tailspin.example', 'To;Bcc'),
    submitted(
      'anna@contoso.com',
      'a@tailspin.example;b@tailspin.example',
      'Bcc;Bcc',
      'STOREDRIVER RECEIVE',
      '',
    ),
    submitted('anna@contoso.com', 'kim@fabrikam.com;drop@wingtip.example', 'Cc;Bcc'),
    // A colleague in Bcc, in another of our domains, too; an address without a domain; roles that fit no recipients.
    submitted('ben@contoso.com', 'anna@contoso.com;kim@fabrikam.com', 'Bcc;To'),
    submitted('ben@contoso.com', 'anna@contoso.net;dora@mail.contoso.org;kim@fabrikam.com', 'Bcc;Bcc;To'),
    submitted('ben@contoso.com', 'nobody;kim@fabrikam.com', 'Bcc;To'),
    submitted('ben@contoso.com', 'kim@fabrikam.com;joe@fabrikam.com', 'To;Bcc;To'),
    submitted('ben@contoso.com', 'kim@fabrikam.com', 'To'),
    // Only submissions tell it.
    submitted('cleo@contoso.com', 'drop@tailspin.example', 'Bcc', 'SMTP RECEIVE'),
    submitted('cleo@contoso.com', 'drop@tailspin.example', 'Bcc', 'STOREDRIVER SUBMIT'),
  ].flat(),
  finds: [
    {
      Sender: 'anna@contoso.com',
      Domain: 'tailspin.example',
      Messages: 2,
      BlindOnly: 1,
      Addresses: ['drop@tailspin.example', 'a@tailspin.example', 'b@tailspin.example'],
      SenderIPs: ['10.20.4.10'],
    },
    { Sender: 'anna@contoso.com', Domain: 'wingtip.example', Messages: 1, BlindOnly: 0 },
  ],
  changed: [
    { settings: { atLeast: '2' }, finds: [{ Domain: 'tailspin.example' }] },
    // What is another domain then is taken for outside.
    {
      domainsUnknown: true,
      finds: ['tailspin.example', 'wingtip.example', 'contoso.net', 'mail.contoso.org'].map((Domain) => ({
        Domain,
      })),
    },
  ],
  inSample: [{ Domain: 'inbox.example' }],
};
