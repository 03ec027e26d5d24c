import { record, storedAt, submitted } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const pickup = { source: 'PICKUP', 'event-id': 'RECEIVE', directionality: 'Originating' };
const to = ['mia.vos@contoso.com', 'tom.hart@contoso.com'];
const on = 'MBX02';
const file = (at: number, from: string) => record({ at, from, to, on }, pickup);

export default {
  rows: {
    MessageTrackingLog_CL: [
      file(20, 'ceo@contoso.com'),
      record({ at: 20, from: 'cfo@contoso.com', to, on }, { ...pickup, source: 'ADMIN' }),
      // The old program that has always used the folder; one that was told of an hour ago; and one
      // whose past was collected late, together with what is new.
      file(9000, 'reports@contoso.com'),
      file(20, 'reports@contoso.com'),
      file(80, 'scan@contoso.com'),
      file(30, 'scan@contoso.com'),
      storedAt(30, file(9000, 'backup@contoso.com')),
      file(20, 'backup@contoso.com'),
      // Mail that came as usual, a file that is no message, and a message that an administrator takes out of a queue.
      submitted({ at: 20, from: 'ceo@contoso.com', to }),
      record({ at: 20, from: 'broken@contoso.com', to, on }, { ...pickup, 'event-id': 'BADMAIL' }),
      record({ at: 20, from: 'eva.roth@contoso.com', to, on }, { source: 'ADMIN', 'event-id': 'FAIL' }),
    ].flat(),
  },
  finds: [
    { Computer: on, SenderAddress: 'ceo@contoso.com', Messages: 1, DistinctRecipients: 2 },
    { Computer: on, SenderAddress: 'cfo@contoso.com', Messages: 1, DistinctRecipients: 2 },
  ],
  incidents: {
    'pickup-folder': {
      minutes: 30,
      finds: ([mail]) => [
        { Computer: 'EDGE01', SenderAddress: mail!.senderAddress, Messages: 6, DistinctRecipients: 24 },
      ],
    },
  },
} satisfies RuleCase;
