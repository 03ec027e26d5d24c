import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

/** Mail in the name of an own mailbox from such an address. */
const spoofed = (
  from: string,
  ip: string,
  more: Readonly<Record<string, string>> = {},
  step = 'SMTP RECEIVE',
) =>
  mail(
    { from, to: 'anna@contoso.com;ben@contoso.com', ip, returnPath: 'x@tailspin.example' },
    { step, directionality: 'Incoming', 'custom-data': 'S:FromEntity=Internet', ...more },
  );

export const huntingCase: HuntingCase = {
  records: [
    // Seen by the edge server and by the next.
    mail(
      {
        from: 'ceo@contoso.com',
        to: 'anna@contoso.com;ben@contoso.com',
        ip: '203.0.113.9',
        returnPath: 'x@tailspin.example',
      },
      { step: 'SMTP RECEIVE', directionality: 'Incoming', 'client-hostname': 'mail.tailspin.example' },
      { step: 'SMTP RECEIVE', directionality: 'Incoming', 'client-hostname': 'EDGE01.contoso.com' },
    ),
    spoofed('cfo@contoso.net', '203.0.113.9'),
    spoofed('news@contoso.com', '198.51.100.20'),
    spoofed('news@mail.contoso.org', '2001:db8::7'),
    // A known sender of partners, our own network, our own servers and those in the cloud, our own mailboxes.
    spoofed('kim@fabrikam.com', '203.0.113.1'),
    spoofed('scanner@contoso.com', '10.20.4.37'),
    spoofed('scanner@contoso.com', '127.0.0.1'),
    spoofed('scanner@contoso.com', 'fe80::1%3'),
    spoofed('scanner@contoso.com', ''),
    spoofed('dora@contoso.com', '203.0.113.2', { 'custom-data': 'S:FromEntity=HybridOnPrem' }),
    spoofed('dora@contoso.com', '203.0.113.3', { 'custom-data': 'S:FromEntity=Hosted' }),
    spoofed('<>', '203.0.113.8'),
    spoofed('emil@contoso.com', '203.0.113.4', { directionality: 'Originating' }),
    spoofed('emil@contoso.com', '203.0.113.5', {}, 'SMTP HARECEIVE'),
    spoofed('emil@contoso.com', '203.0.113.6', {}, 'PICKUP RECEIVE'),
  ].flat(),
  finds: [
    { SenderIP: '198.51.100.20', Senders: ['news@contoso.com'] },
    { SenderIP: '2001:db8::7', Senders: ['news@mail.contoso.org'] },
    {
      SenderIP: '203.0.113.9',
      ReturnPathDomain: 'tailspin.example',
      Mailboxes: 2,
      Messages: 2,
      Senders: ['ceo@contoso.com', 'cfo@contoso.net'],
      Hosts: ['mail.tailspin.example'],
    },
  ],
  changed: [
    { domainsUnknown: true, finds: [] },
    {
      settings: { trusted: "dynamic(['198.51.100.20', '2001:db8::7'])" },
      finds: [{ SenderIP: '203.0.113.9' }],
    },
  ],
  inSample: [{ SenderIP: '203.0.113.71', Hosts: ['vps-1043.hosting.example'] }],
};
