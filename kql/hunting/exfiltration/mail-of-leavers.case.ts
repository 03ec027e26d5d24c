import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, mail, outgoing } from '../testing/mail.ts';

const sent = (from: string, to: string, megabytes: number, at = '11:00') =>
  outgoing({ from, to, at, bytes: megabytes * 2 ** 20 });
const moved = (event: string, to: string) =>
  mail({ from: 'anna.berg@contoso.com', to, bytes: 2 ** 20 }, 'STOREDRIVER RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'kim@fabrikam.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    sent('anna.berg@contoso.com', 'annaberg7@inbox.example', 10, '10-01 09:00'),
    sent('anna.berg@contoso.com', 'kim@fabrikam.com', 3),
    // Five letters are a name, four are not.
    sent('lotta@contoso.com', 'lotta@inbox.example', 5),
    sent('jane@contoso.com', 'jane@inbox.example', 4),
    // To colleagues, groups and mailboxes with somebody outside behind them; of people who stay; reports.
    internal({ from: 'anna.berg@contoso.com', to: 'ben@contoso.com', bytes: 2 ** 20 }),
    moved('EXPAND', 'all@contoso.net'),
    moved('REDIRECT', 'box@contoso.net'),
    sent('<>', 'kim@fabrikam.com', 10),
    sent('cleo.lund@contoso.com', 'cleolund@inbox.example', 10),
  ].flat(),
  watchlists: {
    TerminatedEmployees: [
      { SearchKey: 'Anna.Berg@contoso.com', 'User Principal Name': '' },
      { SearchKey: '4711', 'User Principal Name': ' lotta@contoso.com ' },
      { SearchKey: 'jane@contoso.com' },
    ],
  },
  finds: [
    {
      Sender: 'anna.berg@contoso.com',
      Megabytes: 15,
      OwnNameMegabytes: 10,
      Messages: 4,
      LargestMegabytes: 10,
      Days: 2,
      Domains: ['inbox.example', 'fabrikam.com'],
      FirstTime: '2026-10-01T09:00:00.0000000Z',
    },
    { Sender: 'lotta@contoso.com', Megabytes: 5, OwnNameMegabytes: 5 },
    { Sender: 'jane@contoso.com', Megabytes: 4, OwnNameMegabytes: 0 },
  ],
  changed: [
    {
      settings: { shortest: '4' },
      finds: [{ OwnNameMegabytes: 10 }, { OwnNameMegabytes: 5 }, { OwnNameMegabytes: 4 }],
    },
  ],
};
