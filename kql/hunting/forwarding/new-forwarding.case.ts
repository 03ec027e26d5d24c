import type { HuntingCase } from '../testing/hunting-case.ts';
import { forwarded } from '../testing/mail.ts';

const drop = 'drop@tailspin.example';

export const huntingCase: HuntingCase = {
  records: [
    forwarded('anna@contoso.com', drop, { at: '09:00', subject: 'FW: Prices' }),
    forwarded('anna@contoso.com', drop, { at: '11:00', subject: 'FW: Prices' }),
    // Since just within the two days; forgotten over more than 30 days; inside.
    forwarded('dora@contoso.com', drop, { at: '11-19 12:30' }),
    forwarded('emil@contoso.com', drop, { at: '10-20 11:30' }),
    forwarded('emil@contoso.com', drop, { at: '10:00' }),
    forwarded('anna@contoso.com', 'ben@contoso.com', { at: '09:00' }),
    // Known: in the history; and one that was new two days ago and is no longer in effect.
    forwarded('ben@contoso.com', drop, { at: '10-20 12:30' }),
    forwarded('ben@contoso.com', drop, { at: '09:00' }),
    forwarded('cleo@contoso.com', drop, { at: '11-19 11:30' }),
  ].flat(),
  finds: [
    { Mailbox: 'emil@contoso.com', FirstTime: '2026-11-21T10:00:00.0000000Z' },
    {
      Mailbox: 'anna@contoso.com',
      Target: drop,
      IsExternal: true,
      Kind: 'InboxRule',
      FirstTime: '2026-11-21T09:00:00.0000000Z',
      Messages: 2,
      Subjects: ['FW: Prices'],
    },
    { Mailbox: 'dora@contoso.com' },
    { Mailbox: 'anna@contoso.com', Target: 'ben@contoso.com', IsExternal: false },
  ],
  changed: [
    {
      page: ['2026-11-19T11:00:00Z', '2026-11-19T12:00:00Z'],
      finds: [{ Mailbox: 'cleo@contoso.com' }],
    },
  ],
  inSample: [{ Target: 'backup.copy.4471@postbox.example', IsExternal: true }],
};
