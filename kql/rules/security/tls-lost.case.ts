import { record, sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const level = (required: string, effective: string) =>
  `S:Microsoft.Exchange.Transport.MailRecipient.RequiredTlsAuthLevel=${required};S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=${effective}`;
const event = (at: number, domain: string, data: string) => ({
  at,
  from: 'mia.vos@contoso.com',
  to: `a@${domain}`,
  fields: { 'server-hostname': `mx.${domain}`, 'server-ip': '198.51.100.14', 'custom-data': data },
});
const sent = (at: number, domain: string, effective: string) =>
  sentOutside(event(at, domain, `S:ToEntity=Internet;${level('Opportunistic', effective)}`));
/** From server to server, or to a smart host of somebody else. */
const passedOn = (domain: string, data: string) =>
  record(event(20, domain, `${data};${level('Opportunistic', 'None')}`), {
    source: 'SMTP',
    'event-id': 'SEND',
    directionality: 'Originating',
  });
const known = (domain: string, effective: string, count = 10) =>
  times(count, () => sent(3000, domain, effective));

const found = (RecipientDomain: string, UsualLevel: number) => ({
  RecipientDomain,
  PeerHostname: `mx.${RecipientDomain}`,
  PeerIP: '198.51.100.14',
  UsualLevel,
  Level: 0,
  Messages: 1,
});

export default {
  rows: {
    MessageTrackingLog_CL: [
      known('fabrikam.com', 'CertificateValidation'),
      sent(20, 'fabrikam.com', 'None'),
      known('adatum.example', 'EncryptionOnly'),
      sent(20, 'adatum.example', 'None'),
      known('woodgrove.example', 'Opportunistic'),
      sent(20, 'woodgrove.example', 'None'),
      known('smart.example', 'DomainValidation'),
      passedOn('smart.example', 'S:ToEntity=Internet;S:ExternalSendLatency=0.5'),
      // As before, never encrypted, better than before, too little known, and told of an hour ago.
      known('litware.example', 'CertificateValidation'),
      sent(20, 'litware.example', 'CertificateValidation'),
      known('old.example', 'None'),
      sent(20, 'old.example', 'None'),
      known('better.example', 'EncryptionOnly'),
      sent(20, 'better.example', 'DomainValidation'),
      known('rare.example', 'CertificateValidation', 9),
      sent(20, 'rare.example', 'None'),
      known('told.example', 'CertificateValidation'),
      sent(62, 'told.example', 'None'),
      // Between servers of ours, to Exchange Online, and from a server that says nothing of TLS.
      passedOn('litware.example', 'S:ToEntity=Internet'),
      passedOn('litware.example', 'S:ToEntity=Hosted;S:ExternalSendLatency=0.5'),
      sentOutside(event(20, 'litware.example', 'S:ToEntity=Internet')),
    ].flat(),
  },
  finds: [
    found('fabrikam.com', 2),
    found('adatum.example', 1),
    found('woodgrove.example', 1),
    found('smart.example', 3),
  ],
  quiet: {
    // The tenth is too new to be a habit.
    MessageTrackingLog_CL: [
      ...known('rare.example', 'CertificateValidation', 9),
      ...sent(57, 'rare.example', 'CertificateValidation'),
      ...sent(20, 'rare.example', 'None'),
    ],
  },
} satisfies RuleCase;
