import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'it@c0ntoso.example', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
    ...mail({ from: 'it@cotnoso.example', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
    ...mail({ from: 'it@contosso.example', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
    ...mail({ from: 'it@contoso-helpdesk.example', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
    ...mail({ from: 'it@xn--cntoso-9xa.example', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
    ...mail({ from: 'ben@contoso.com', to: 'anna@contoso.com' }, 'STOREDRIVER RECEIVE'),
    ...mail({ from: 'x@mail.contoso.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
  ],
  finds: [
    { Domain: 'c0ntoso.example', Resembles: 'contoso', Mailboxes: 1 },
    { Domain: 'cotnoso.example' },
    { Domain: 'contosso.example' },
    { Domain: 'contoso-helpdesk.example', Reason: 'has our name inside' },
    { Domain: 'xn--cntoso-9xa.example' },
  ],
  leaves: [{ Domain: 'mail.contoso.com' }, { Domain: 'fabrikam.com' }, { Domain: 'contoso.com' }],
  inSample: [{ Domain: 'c0ntoso.example', Senders: ['it-support@c0ntoso.example'] }],
};
