import { delivered, received, record, sentOutside, submitted, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'mia.vos@contoso.com';
const ip = '203.0.113.66';
const smtp = (event: string, directionality = 'Originating') => ({
  source: 'SMTP',
  'event-id': event,
  directionality,
});
/** How a trace looks where its collector knows no domains of ours. */
const undirected = { eventId: 'DELIVER', source: 'STOREDRIVER', directionality: '', customData: '' };
const from = (sender: string, more: object = {}) => received({ at: 20, from: sender, to, ip, ...more });

export default {
  rows: {
    MessageTrackingLog_CL: [
      // Our domains, by the list or by what is delivered: of names of five letters and more.
      delivered({ at: 100, from: 'a@fabrikam.com', to }),
      delivered({ at: 100, from: 'a@fabrikam.com', to: 'mia@vinos.com' }),
      delivered({ at: 100, from: 'a@fabrikam.com', to: 'mia@acme.com' }),
      from('it@c0ntoso.example'),
      from('it@contosso.com', { to: [to, 'all@contoso.com'] }),
      from('it@contoso-support.com'),
      from('it@mail.contoso.co'),
      from('it@contoso-it.onmicrosoft.com'),
      from('it@vin0s.example'),
      traced({ at: 20, from: 'it@contoso.example', to, ip }),
      // Members of a group, an answer that failed, one of today and one that others sent there do not change it.
      delivered({ at: 20, from: 'it@contosso.com', to: 'tom.hart@contoso.com' }),
      record({ at: 9000, from: to, to: 'it@c0ntoso.example' }, smtp('FAIL')),
      sentOutside({ at: 600, from: to, to: 'it@c0ntoso.example' }),
      sentOutside({
        at: 9000,
        from: 'a@fabrikam.com',
        to: 'it@c0ntoso.example',
        fields: { directionality: 'Incoming' },
      }),
      // Our own domains, other names, a short one, tenants of others and ours, and what we send from a domain
      // that no list has.
      from('it@services.contoso.com'),
      from('a@fabrikam.com'),
      from('a@consul.example'),
      from('a@acne.example'),
      from('a@fabrikam.onmicrosoft.com'),
      from('a@contoso.onmicrosoft.com'),
      from(''),
      submitted({ at: 20, from: 'news@contoso-mail.example', to: 'a@fabrikam.com' }),
      // Alike, but we have written to them for long, in whatever way.
      sentOutside({ at: 9000, from: to, to: 'a@cantoso.example' }),
      from('a@cantoso.example'),
      record({ at: 9000, from: to, to: 'a@contose.example' }, smtp('SEND')),
      from('a@contose.example'),
      traced({ at: 9000, from: to, to: 'a@contuso.example' }, 'gettingstatus'),
      from('a@contuso.example'),
      // Like a partner: we write to it, our fax service and Exchange Online deliver to it.
      submitted({ at: 100, from: to, to: 'a@litware.example' }),
      record({ at: 100, from: to, to: 'a@litware.example' }, { source: 'GATEWAY', 'event-id': 'DELIVER' }),
      traced({ at: 100, from: to, to: 'a@litware.example' }).map((row) => ({ ...row, ...undirected })),
      from('a@l1tware.example'),
    ].flat(),
  },
  finds: [
    ...[
      'c0ntoso.example',
      'contosso.com',
      'contoso-support.com',
      'mail.contoso.co',
      'contoso.example',
      'contoso-it.onmicrosoft.com',
    ].map((domain) => ({
      SenderDomain: domain,
      SenderAddress: `it@${domain}`,
      SenderIP: ip,
      LooksLike: 'contoso.com',
      Recipients: domain === 'contosso.com' ? 2 : 1,
    })),
    {
      SenderDomain: 'vin0s.example',
      SenderAddress: 'it@vin0s.example',
      SenderIP: ip,
      LooksLike: 'vinos.com',
      Recipients: 1,
    },
  ],
  incidents: {
    'phishing-wave': {
      minutes: 30,
      finds: ([mail]) => [{ SenderAddress: mail!.senderAddress, SenderIP: ip, LooksLike: 'contoso.com' }],
    },
  },
} satisfies RuleCase;
