import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, trace } from '../testing/mail.ts';

const prefix = 'S:Microsoft.Exchange.Transport.MailRecipient.';
const sent = (to: string, level: string, more: Readonly<Record<string, string>> = {}) =>
  mail(
    { from: 'anna@contoso.com', to, at: more.at ?? '11:00' },
    {
      step: more.step ?? 'SMTP SENDEXTERNAL',
      'connector-id': 'Internet',
      'server-hostname': more.host ?? 'mx.fabrikam.com',
      'custom-data':
        level && `${prefix}RequiredTlsAuthLevel=Opportunistic;${prefix}EffectiveTlsAuthLevel=${level}`,
    },
  );

export const huntingCase: HuntingCase = {
  records: [
    sent('kim@fabrikam.com', 'EncryptionOnly', { at: '09:00' }),
    sent('kim@fabrikam.com', 'None', { at: '10:00' }),
    ...['CertificateValidation', 'DomainValidation', 'CertificateExpirationCheck'].map((level) =>
      sent('joe@adatum.example', level, { step: 'SMTP SEND', host: '' }),
    ),
    // Inside, to an own server, without a level, not a send, not by SMTP.
    sent('ben@contoso.com', 'None'),
    sent('joe@tailspin.example', 'None', { host: 'MBX01.contoso.com' }),
    sent('joe@tailspin.example', ''),
    sent('joe@tailspin.example', 'None', { step: 'SMTP DEFER' }),
    sent('joe@tailspin.example', 'None', { step: 'GATEWAY SEND' }),
    // Passed on for others.
    mail(
      { from: 'x@wingtip.example', to: 'joe@litware.example' },
      { step: 'SMTP SENDEXTERNAL', 'custom-data': `${prefix}EffectiveTlsAuthLevel=None` },
    ),
  ].flat(),
  // Exchange Online names no servers, which must not hide hosts without a name.
  traces: [trace({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'delivered', 'Incoming')],
  finds: [
    {
      Domain: 'fabrikam.com',
      UnencryptedMessages: 1,
      Messages: 2,
      Levels: ['EncryptionOnly', 'None'],
      RequiredLevels: ['Opportunistic'],
      Connector: 'Internet',
      LastEncrypted: '2026-11-21T09:00:00.0000000Z',
      LastUnencrypted: '2026-11-21T10:00:00.0000000Z',
      Hosts: ['mx.fabrikam.com'],
    },
    { Domain: 'litware.example', UnencryptedMessages: 1, Messages: 1 },
    { Domain: 'adatum.example', UnencryptedMessages: 0, Messages: 3, LastUnencrypted: null },
  ],
  changed: [{ settings: { atLeast: '3' }, finds: [{ Domain: 'adatum.example' }] }],
  inSample: [{ Domain: 'adatum.example', UnencryptedMessages: 0, Hosts: ['smtp-out.adatum.example'] }],
};
