import type { HuntingCase } from '../testing/hunting-case.ts';
import { type Letter, mail, type Step, Time, trace } from '../testing/mail.ts';

const home = '198.51.100.7';
const submitted = (
  from: string,
  ip: string,
  more: Partial<Letter> = {},
  step: Step = 'STOREDRIVER RECEIVE',
) => mail({ from, to: 'kim@fabrikam.com', ip, ...more }, step);
const signedIn = { step: 'SMTP RECEIVE', 'connector-id': 'MBX01\\Client Frontend MBX01' };
const anna = 'anna@contoso.com';

export const huntingCase: HuntingCase = {
  records: [
    submitted(anna, home, { at: Time.inHistory }),
    submitted(anna, home),
    // Two messages, one of them seen twice; with another mailbox from the same address.
    mail(
      { from: anna, to: 'kim@fabrikam.com;joe@fabrikam.com', ip: '203.0.113.199' },
      { step: 'STOREDRIVER SUBMIT', 'source-context': 'MDB:1, ClientType:OWA, CreationTime:1' },
      'STOREDRIVER RECEIVE',
    ),
    submitted(anna, '203.0.113.199', {}, signedIn),
    submitted('ben@contoso.com', '203.0.113.199', { at: Time.inRecent }, signedIn),
    // Another one's address, one that was long not used, one of version 6.
    submitted('emil@contoso.com', home),
    submitted('finn@contoso.com', '203.0.113.20', { at: Time.beforeHistory }),
    submitted('finn@contoso.com', '203.0.113.20'),
    submitted('gina@contoso.com', '2001:db8::7'),
    // Inside, of no client, from outside, reports, not a submission, yesterday.
    submitted('ben@contoso.com', '10.21.4.60'),
    submitted('ben@contoso.com', '127.0.0.1'),
    submitted('ben@contoso.com', 'fd12::1'),
    submitted('ben@contoso.com', ''),
    submitted(
      'cleo@contoso.com',
      '203.0.113.4',
      {},
      { step: 'SMTP RECEIVE', 'connector-id': 'Default EDGE01' },
    ),
    submitted('cleo@contoso.com', '203.0.113.4', {}, { ...signedIn, step: 'PICKUP RECEIVE' }),
    submitted(
      'dora@contoso.com',
      '203.0.113.5',
      {},
      { step: 'STOREDRIVER RECEIVE', directionality: 'Incoming' },
    ),
    submitted('dora@contoso.com', '203.0.113.6', { returnPath: '<>' }),
    submitted('dora@contoso.com', '203.0.113.7', {}, 'STOREDRIVER DELIVER'),
    submitted('dora@contoso.com', '203.0.113.8', { at: Time.beforeRecent }),
  ].flat(),
  traces: [
    {
      ...trace(
        { from: 'hugo@contoso.com', to: 'kim@fabrikam.com', ip: '203.0.113.9' },
        'pending',
        'Outgoing',
      ),
      eventId: 'RECEIVE',
    },
  ],
  finds: [
    {
      Sender: anna,
      SenderIP: '203.0.113.199',
      SendersFromThere: 2,
      Recipients: 2,
      Messages: 2,
      Clients: ['OWA'],
    },
    { Sender: 'ben@contoso.com', SenderIP: '203.0.113.199', SendersFromThere: 2, Recipients: 1 },
    { Sender: 'emil@contoso.com', SenderIP: home, SendersFromThere: 1 },
    { Sender: 'finn@contoso.com', SenderIP: '203.0.113.20' },
    { Sender: 'gina@contoso.com', SenderIP: '2001:db8::7' },
  ],
  changed: [
    {
      settings: { trusted: "dynamic(['203.0.113.0/24'])" },
      finds: [{ Sender: 'emil@contoso.com' }, { Sender: 'gina@contoso.com' }],
    },
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ Sender: 'dora@contoso.com', SenderIP: '203.0.113.8' }],
    },
  ],
  inSample: [{ SenderIP: '203.0.113.199', SendersFromThere: 1, Messages: 60 }],
};
