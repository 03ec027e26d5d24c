import { sentOutside } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

export default {
  rows: {
    MessageTrackingLog_CL: [
      sentOutside({ at: 10, from: 'mia.vos@contoso.com', to: 'miavos@inbox.example', bytes: 3_000_000 }),
      sentOutside({ at: 12, from: 'Mia.Vos@contoso.com', to: 'MiaVos@inbox.example', bytes: 1_000_000 }),
      // Somebody else there, a function address, a short name, the same mailbox in Exchange Online.
      sentOutside({ at: 10, from: 'mia.vos@contoso.com', to: 'k.andersen@fabrikam.com' }),
      sentOutside({ at: 10, from: 'info@contoso.com', to: 'info@fabrikam.com' }),
      sentOutside({ at: 10, from: 'jo@contoso.com', to: 'jo@fabrikam.com' }),
      sentOutside({ at: 10, from: 'tom.hart@contoso.com', to: 'tom.hart@contoso.mail.onmicrosoft.com' }),
    ].flat(),
  },
  finds: [
    {
      SenderAddress: 'mia.vos@contoso.com',
      Recipient: 'miavos@inbox.example',
      RecipientDomain: 'inbox.example',
      Messages: 2,
      Bytes: 4_000_000,
    },
  ],
  incidents: {
    'private-address': {
      minutes: 35,
      finds: (guilty) => {
        const mail = guilty.find(({ eventId }) => eventId === 'SENDEXTERNAL')!;
        return [{ SenderAddress: mail.senderAddress, Recipient: mail.recipientAddress, Messages: 9 }];
      },
    },
  },
} satisfies RuleCase;
