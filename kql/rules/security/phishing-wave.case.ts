import { delivered, received, record, submitted, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const ip = '203.0.113.66';
const person = (index: number) => `p${index}@contoso.com`;
const wave = (at: number, from: string, subject: (index: number) => string, count = 12) =>
  times(count, (index) => received({ at, from, to: person(index), ip, subject: subject(index) }));
const parcel = (index: number) => `Your parcel ${index}: pay now!`;
const fail = { source: 'ROUTING', 'event-id': 'FAIL', directionality: 'Incoming' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      // Ten, of whom nine have it, one by way of a group. Before, a mail to nine, from another host, and waves of yesterday
      // and earlier today. What a server takes in names the host.
      wave(20, 'it@new.example', parcel, 8),
      times(9, (index) =>
        delivered({
          at: 19,
          from: 'it@new.example',
          to: person(index),
          ip: '10.20.1.11',
          subject: parcel(index),
        }),
      ),
      traced({ at: 19, from: 'it@new.example', to: person(9), subject: parcel(9) }, 'quarantined'),
      times(9, (index) =>
        received({
          at: 6000,
          from: 'it@new.example',
          to: person(index),
          ip: '203.0.113.7',
          subject: 'Hello',
        }),
      ),
      wave(2000, 'it@new.example', () => 'Hello', 11),
      wave(1100, 'it@new.example', () => 'Hello', 11),
      // Newsletters: of last week, and one that few had on three earlier days. A new customer who writes of different
      // things, or gives numbers only.
      [10_000, 20].flatMap((at) => wave(at, 'news@weekly.example', () => 'Weekly news', 10)),
      [9000, 6000, 3000].flatMap((at) => wave(at, 'news@growing.example', () => 'Hello', 1)),
      wave(20, 'news@growing.example', () => 'Good news'),
      wave(20, 'a@customer.example', (index) => `About ${'abcdefghijklmnop'[index]}`),
      wave(20, 'a@ledger.example', (index) => `2026/${1000 + index}`),
      // A small circle, with one who is not there; subjects that are not logged; a help desk of ours; reports.
      wave(20, 'b@club.example', () => 'Meeting on Sunday', 9),
      record({ at: 20, from: 'b@club.example', to: person(20), subject: 'Meeting on Sunday' }, fail),
      wave(20, 'a@silent.example', () => ''),
      times(12, (index) =>
        submitted({ at: 20, from: 'helpdesk@contoso.com', to: person(index), subject: 'Update tonight' }),
      ),
      wave(20, '', () => 'Undeliverable'),
    ].flat(),
  },
  finds: [
    {
      SenderDomain: 'new.example',
      SenderAddress: 'it@new.example',
      SenderIP: ip,
      DistinctRecipients: 10,
      Delivered: 9,
    },
  ],
  incidents: {
    'phishing-wave': {
      minutes: 30,
      finds: ([mail]) => [{ SenderAddress: mail!.senderAddress, SenderIP: ip }],
    },
  },
} satisfies RuleCase;
