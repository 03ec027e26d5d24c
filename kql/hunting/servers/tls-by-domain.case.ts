import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: '09:00' },
      {
        step: 'SMTP SENDEXTERNAL',
        'connector-id': 'Internet',
        'custom-data':
          'S:Microsoft.Exchange.Transport.MailRecipient.RequiredTlsAuthLevel=Opportunistic;S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=EncryptionOnly',
      },
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: '10:00' },
      {
        step: 'SMTP SENDEXTERNAL',
        'connector-id': 'Internet',
        'custom-data': 'S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=None',
      },
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'ben@contoso.com' },
      {
        step: 'SMTP SEND',
        'custom-data': 'S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=None',
      },
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'joe@tailspin.example' },
      {
        step: 'SMTP SEND',
        'server-hostname': 'MBX01.contoso.com',
        'custom-data': 'S:Microsoft.Exchange.Transport.MailRecipient.EffectiveTlsAuthLevel=None',
      },
    ),
  ],
  finds: [
    {
      Domain: 'fabrikam.com',
      UnencryptedMessages: 1,
      Messages: 2,
      Connector: 'Internet',
      LastUnencrypted: '2026-11-21T10:00:00.0000000Z',
    },
  ],
  leaves: [{ Domain: 'contoso.com' }, { Domain: 'tailspin.example' }],
  inSample: [{ Domain: 'adatum.example', UnencryptedMessages: 0, Hosts: ['smtp-out.adatum.example'] }],
};
