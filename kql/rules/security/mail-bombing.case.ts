import { delivered, received, record, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const mia = 'mia.vos@contoso.com';
const helpdesk = 'helpdesk@contoso.com';
const tom = 'tom.hart@contoso.com';
/** A shop of the first `domains`, each in its turn. */
const shop = (index: number, domains = 20) => `news@shop${index % domains}.example`;
const fail = { source: 'ROUTING', 'event-id': 'FAIL', directionality: 'Incoming' };
/** Taken in for somebody outside. */
const outside = { directionality: 'Undefined' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      // A hundred from twenty domains: some by way of a group, some held in quarantine.
      times(80, (index) => received({ at: 10, from: shop(index), to: mia })),
      times(10, (index) => delivered({ at: 10, from: shop(index), to: mia })),
      times(10, (index) => traced({ at: 10, from: shop(index), to: mia }, 'quarantined')),
      times(19, () => received({ at: 3000, from: 'a@fabrikam.com', to: mia })),
      // The help desk gets a fifth of it at other times; too few domains; too few messages, or refused.
      times(100, (index) => received({ at: 10, from: shop(index), to: helpdesk })),
      times(20, (index) => received({ at: 1450, from: shop(index), to: helpdesk })),
      times(150, (index) => received({ at: 10, from: shop(index, 19), to: 'invoices@contoso.com' })),
      times(99, (index) => received({ at: 10, from: shop(index, 99), to: tom })),
      times(9, (index) => record({ at: 10, from: shop(index), to: tom }, fail)),
      times(100, (index) => received({ at: 10, from: shop(index), to: 'x@fabrikam.com', fields: outside })),
    ].flat(),
  },
  finds: [{ Recipient: mia, Messages: 100, SenderDomains: 20, UsualMessages: 19 }],
  incidents: {
    'mail-bomb': {
      minutes: 30,
      finds: ([mail]) => [{ Recipient: mail!.recipientAddress }],
    },
  },
} satisfies RuleCase;
