import { record, submitted } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const pickup = { source: 'PICKUP', 'event-id': 'RECEIVE', directionality: 'Originating' };
const to = ['mia.vos@contoso.com', 'tom.hart@contoso.com'];

export default {
  rows: {
    MessageTrackingLog_CL: [
      record({ at: 20, from: 'ceo@contoso.com', to, on: 'MBX02' }, pickup),
      // The old program that has always used the folder; and mail that came as usual.
      record({ at: 9000, from: 'reports@contoso.com', to, on: 'MBX02' }, pickup),
      record({ at: 20, from: 'reports@contoso.com', to, on: 'MBX02' }, pickup),
      submitted({ at: 20, from: 'ceo@contoso.com', to }),
    ].flat(),
  },
  finds: [{ Computer: 'MBX02', SenderAddress: 'ceo@contoso.com', Messages: 1, DistinctRecipients: 2 }],
  incidents: {
    'pickup-folder': {
      minutes: 30,
      finds: ([mail]) => [
        { Computer: 'EDGE01', SenderAddress: mail!.senderAddress, Messages: 6, DistinctRecipients: 24 },
      ],
    },
  },
} satisfies RuleCase;
