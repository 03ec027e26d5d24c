import { received, record, sentOutside, submitted, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'finance@contoso.com';
const ip = '203.0.113.66';

const found = (SenderAddress: string, Vip = 'saskia.bakker@contoso.com') => ({
  SenderAddress,
  Vip,
  SenderIP: ip,
  Messages: 1,
});

export default {
  rows: {
    MessageTrackingLog_CL: [
      received({ at: 20, from: 'saskia.bakker@mailbox.example', to, ip }),
      received({ at: 20, from: 'katya@mailbox.example', to, ip }),
      traced({ at: 20, from: 'katya@cloud.example', to, ip }),
      // Others have written to this one, and she herself only answered; her mail to that one has not left.
      received({ at: 20, from: 'saskia.bakker@bait.example', to, ip }),
      sentOutside({ at: 3000, from: 'mia.vos@contoso.com', to: 'saskia.bakker@bait.example' }),
      sentOutside({ at: 10, from: 'saskia.bakker@contoso.com', to: 'saskia.bakker@bait.example' }),
      received({ at: 20, from: 'saskia.bakker@unsent.example', to, ip }),
      submitted({ at: 3000, from: 'saskia.bakker@contoso.com', to: 'saskia.bakker@unsent.example' }),
      // The private mailbox to which she writes herself, somebody else, and the name of a person who is no VIP.
      sentOutside({ at: 3000, from: 'saskia.bakker@contoso.com', to: 'saskiabakker@home.example' }),
      received({ at: 20, from: 'saskiabakker@home.example', to, ip }),
      record(
        { at: 3000, from: 'katya@contoso.com', to: 'katya@smart.example' },
        { source: 'SMTP', 'event-id': 'SEND', directionality: 'Originating' },
      ),
      received({ at: 20, from: 'katya@smart.example', to, ip }),
      traced({ at: 3000, from: 'katya@contoso.com', to: 'katya@cloud-home.example' }, 'pending'),
      received({ at: 20, from: 'katya@cloud-home.example', to, ip }),
      received({ at: 20, from: 'k.andersen@fabrikam.com', to, ip }),
      received({ at: 20, from: 'mia.vos@mailbox.example', to, ip }),
      // A name of four letters, one that is no address; her own address, spoofed, and her other address here.
      received({ at: 20, from: 'anke@mailbox.example', to, ip }),
      received({ at: 20, from: 'helga@mailbox.example', to, ip }),
      received({ at: 20, from: 'saskia.bakker@contoso.com', to, ip }),
      submitted({ at: 20, from: 'saskia.bakker@services.contoso.com', to }),
    ].flat(),
  },
  watchlists: {
    VIPUsers: [{ SearchKey: 'saskia.bakker@contoso.com' }, { SearchKey: 'anke@contoso.com' }],
    ExchangeVIP: [{ SearchKey: 'helga', 'User Principal Name': 'Katya@contoso.com' }],
  },
  finds: [
    found('saskia.bakker@mailbox.example'),
    found('saskia.bakker@bait.example'),
    found('saskia.bakker@unsent.example'),
    found('katya@mailbox.example', 'katya@contoso.com'),
    found('katya@cloud.example', 'katya@contoso.com'),
  ],
} satisfies RuleCase;
