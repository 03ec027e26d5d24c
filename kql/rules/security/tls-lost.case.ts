import { sentOutside, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const sent = (at: number, domain: string, level: string) =>
  sentOutside({
    at,
    from: 'mia.vos@contoso.com',
    to: `a@${domain}`,
    fields: {
      'server-hostname': `mx.${domain}`,
      'server-ip': '198.51.100.14',
      'custom-data': `S:ToEntity=Internet;S:Microsoft.Exchange.Transport.MailRecipient.RequiredTlsAuthLevel=Opportunistic;S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=${level}`,
    },
  });

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(10, () => sent(3000, 'fabrikam.com', 'CertificateValidation')),
      sent(20, 'fabrikam.com', 'None'),
      // As before, never encrypted, better than before, and too little known.
      times(10, () => sent(3000, 'litware.example', 'CertificateValidation')),
      sent(20, 'litware.example', 'CertificateValidation'),
      times(10, () => sent(3000, 'old.example', 'None')),
      sent(20, 'old.example', 'None'),
      times(10, () => sent(3000, 'adatum.example', 'EncryptionOnly')),
      sent(20, 'adatum.example', 'DomainValidation'),
      times(3, () => sent(3000, 'rare.example', 'CertificateValidation')),
      sent(20, 'rare.example', 'None'),
    ].flat(),
  },
  finds: [
    {
      RecipientDomain: 'fabrikam.com',
      PeerHostname: 'mx.fabrikam.com',
      PeerIP: '198.51.100.14',
      UsualLevel: 2,
      Level: 0,
      Messages: 1,
    },
  ],
} satisfies RuleCase;
