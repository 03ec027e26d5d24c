import type { HuntingCase } from '../testing/hunting-case.ts';
import { forwarded, mail } from '../testing/mail.ts';

const redirected = (mailbox: string, to: string, source = 'ROUTING') =>
  mail(
    { from: 'kim@fabrikam.com', to },
    { step: `${source} REDIRECT`, 'related-recipient-address': mailbox },
  );

export const huntingCase: HuntingCase = {
  records: [
    forwarded('anna@contoso.com', 'drop@tailspin.example', { bytes: 3 * 2 ** 20 }),
    forwarded('anna@contoso.com', 'drop@tailspin.example', { bytes: 2 ** 20 }),
    redirected('ben@contoso.com', 'dora@wingtip.example'),
    redirected('emil@contoso.com', 'copy@litware.example', 'AGENT'),
    redirected('cleo@contoso.com', 'dora@contoso.com'),
  ].flat(),
  finds: [
    {
      Mailbox: 'anna@contoso.com',
      Target: 'drop@tailspin.example',
      IsExternal: true,
      Kind: 'InboxRule',
      Messages: 2,
      Megabytes: 4,
    },
    { Mailbox: 'ben@contoso.com', Target: 'dora@wingtip.example', Kind: 'Mailbox' },
    { Mailbox: 'emil@contoso.com', Kind: 'TransportRule' },
  ],
  changed: [
    {
      settings: { externalOnly: 'false', allowed: "dynamic(['wingtip.example', 'litware.example'])" },
      finds: [{ Mailbox: 'anna@contoso.com' }, { Mailbox: 'cleo@contoso.com', IsExternal: false }],
    },
  ],
  inSample: [
    { Target: 'backup.copy.4471@postbox.example', Kind: 'InboxRule', IsExternal: true, Messages: 9 },
  ],
};
