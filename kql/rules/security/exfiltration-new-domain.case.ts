import { received, record, sentOutside, submitted, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const MB = 1024 * 1024;
const mia = 'mia.vos@contoso.com';
const tom = 'tom.hart@contoso.com';
const eva = 'eva.roth@contoso.com';
const ann = 'ann@services.contoso.com';
const cloud = 'lea@contoso.mail.onmicrosoft.com';
const smtp = (event: string) => ({ source: 'SMTP', 'event-id': event, directionality: 'Originating' });
/** Mail from outside that a setting of ours sends on to the outside. */
const forwarded = (at: number, to: string) =>
  sentOutside({ at, from: 'a@fabrikam.com', to, fields: { directionality: 'Incoming' } });

export default {
  rows: {
    MessageTrackingLog_CL: [
      // Whatever became of them; what was misspelt before, or forwarded by others, does not make a domain known.
      ['SENDEXTERNAL', 'SENDEXTERNAL', 'SEND', 'FAIL', 'DEFER'].flatMap((event) =>
        record({ at: 15, from: mia, to: 'x@drop.example' }, smtp(event)),
      ),
      record({ at: 900, from: eva, to: 'typo@drop.example' }, smtp('FAIL')),
      forwarded(900, 'y@drop.example'),
      record({ at: 15, from: tom, to: 'y@share.example', bytes: 10 * MB }, smtp('FAIL')),
      times(4, () => traced({ at: 15, from: ann, to: 'z@cloud.example' })),
      traced({ at: 15, from: ann, to: 'z@cloud.example' }, 'gettingstatus'),
      // Known from mail that came in, and from mail that went out, in whatever way.
      received({ at: 9000, from: 'a@customer.example', to: eva }),
      times(6, () => sentOutside({ at: 15, from: eva, to: 'a@customer.example' })),
      sentOutside({ at: 900, from: tom, to: ['q@else.example', 'b@supplier.example'] }),
      times(6, () => sentOutside({ at: 15, from: eva, to: 'b@supplier.example' })),
      record({ at: 900, from: tom, to: 'b@old.example' }, smtp('SEND')),
      times(6, () => sentOutside({ at: 15, from: eva, to: 'b@old.example' })),
      traced({ at: 900, from: 'b@trace.example', to: ann }),
      times(6, () => sentOutside({ at: 15, from: eva, to: 'b@trace.example' })),
      // The first mail was an hour before.
      sentOutside({ at: 75, from: tom, to: 'c@hour.example' }),
      times(6, () => sentOutside({ at: 15, from: eva, to: 'c@hour.example' })),
      // Four short ones to a new customer; what was held back; reports; mail of others; colleagues beside him.
      times(4, () => sentOutside({ at: 15, from: eva, to: 'c@prospect.example', bytes: 2 * MB })),
      times(5, () => submitted({ at: 15, from: eva, to: 'd@held.example' })),
      times(5, () =>
        sentOutside({ at: 15, from: eva, to: 'e@report.example', fields: { 'return-path': '<>' } }),
      ),
      times(5, () => forwarded(15, 'f@postbox.example')),
      sentOutside({ at: 900, from: eva, to: cloud }),
      times(5, () => sentOutside({ at: 15, from: eva, to: [tom, ann, cloud, 'a@customer.example'] })),
    ].flat(),
  },
  finds: [
    { SenderAddress: mia, RecipientDomain: 'drop.example', Messages: 5 },
    { SenderAddress: tom, RecipientDomain: 'share.example', Messages: 1 },
    { SenderAddress: ann, RecipientDomain: 'cloud.example', Messages: 5 },
  ],
  // Less than three days of mail: every domain is new.
  quiet: {
    MessageTrackingLog_CL: [
      received({ at: 4300, from: 'a@customer.example', to: eva }),
      times(5, () => sentOutside({ at: 15, from: mia, to: 'x@drop.example' })),
    ].flat(),
  },
} satisfies RuleCase;
