import type { HuntingCase } from '../testing/hunting-case.ts';
import { type Letter, mail, trace } from '../testing/mail.ts';

const handedIn = (host: string, ip: string, letter: Partial<Letter> = {}, step = 'SMTP RECEIVE') =>
  mail(
    { from: 'scan@contoso.com', to: 'kim@fabrikam.com', ...letter },
    { step, 'client-ip': ip, 'client-hostname': host, 'connector-id': 'Relay' },
  );

export const huntingCase: HuntingCase = {
  records: [
    handedIn('printer7.contoso.com', '10.20.7.80', {
      to: 'kim@fabrikam.com;joe@fabrikam.com;ben@contoso.com',
    }),
    handedIn('printer7.contoso.com', '10.20.7.80', { to: 'dora@contoso.net' }),
    handedIn('crm.contoso.com', 'fd12::5', { from: 'news@tailspin.example' }),
    handedIn('mx.partner.example', '10.30.1.1'),
    handedIn('', '10.20.7.90'),
    // Our servers, one from outside, and what is no reception.
    handedIn('MBX01.contoso.com', '10.20.1.11'),
    handedIn('mx.fabrikam.com', '198.51.100.14'),
    handedIn('mx6.fabrikam.com', '2001:db8::7'),
    handedIn('other.contoso.com', '10.20.7.81', {}, 'SMTP HARECEIVE'),
    handedIn('store.contoso.com', '10.20.7.82', {}, 'STOREDRIVER RECEIVE'),
  ].flat(),
  // Exchange Online names no servers, which must not hide hosts without a name.
  traces: [trace({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'delivered', 'Incoming')],
  finds: [
    {
      Host: 'printer7.contoso.com',
      ClientIP: '10.20.7.80',
      Connector: 'Relay',
      OutsideRecipients: 2,
      Messages: 2,
      Senders: 1,
      SomeSenders: ['scan@contoso.com'],
    },
    { Host: '', ClientIP: '10.20.7.90', OutsideRecipients: 1 },
    { Host: 'crm.contoso.com', ClientIP: 'fd12::5', OutsideRecipients: 1 },
    { Host: 'mx.partner.example', OutsideRecipients: 1 },
  ],
  changed: [
    {
      settings: { servers: "dynamic(['partner.example'])" },
      finds: [{ Host: 'printer7.contoso.com' }, { Host: '' }, { Host: 'crm.contoso.com' }],
    },
  ],
  inSample: [{ Host: 'crm01.contoso.com' }],
};
