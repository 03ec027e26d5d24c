import { record, sentOutside, submitted, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const send = { source: 'SMTP', 'event-id': 'SEND', directionality: 'Originating' };
const found = (SenderAddress: string, Recipient: string) => ({
  SenderAddress,
  Recipient,
  RecipientDomain: 'inbox.example',
  Messages: 1,
  Bytes: 20_000,
});

export default {
  rows: {
    MessageTrackingLog_CL: [
      sentOutside({ at: 10, from: 'mia.vos@contoso.com', to: 'miavos@inbox.example', bytes: 3_000_000 }),
      sentOutside({ at: 12, from: 'Mia.Vos@contoso.com', to: 'MiaVos@inbox.example', bytes: 1_000_000 }),
      record({ at: 14, from: 'jona@contoso.com', to: 'jona@inbox.example' }, send),
      traced({ at: 20, from: 'eva.roth@contoso.com', to: 'e.v.a.roth@inbox.example' }, 'pending'),
      // Somebody else there, a function address, a short name, the same mailbox in Exchange Online.
      sentOutside({ at: 10, from: 'mia.vos@contoso.com', to: 'k.andersen@fabrikam.com' }),
      sentOutside({ at: 10, from: 'info@contoso.com', to: 'info@fabrikam.com' }),
      sentOutside({ at: 10, from: 'jo@contoso.com', to: 'jo@fabrikam.com' }),
      sentOutside({ at: 10, from: 'tom.hart@contoso.com', to: 'tom.hart@contoso.mail.onmicrosoft.com' }),
      sentOutside({ at: 10, from: 'ann@contoso.com', to: 'ann@inbox.example' }),
      // Himself among others, here and in another domain of ours; mail that has not left; mail from there; an automatic reply.
      sentOutside({ at: 10, from: 'tom.hart@contoso.com', to: ['a@fabrikam.com', 'tom.hart@contoso.com'] }),
      record(
        { at: 10, from: 'tom.hart@contoso.com', to: ['a@fabrikam.com', 'tom.hart@services.contoso.com'] },
        { ...send, 'custom-data': 'S:ToEntity=Hosted' },
      ),
      submitted({ at: 10, from: 'tom.hart@contoso.com', to: 'tom.hart@inbox.example' }),
      record(
        { at: 10, from: 'tom.hart@inbox.example', to: 'tom.hart@contoso.com' },
        { ...send, directionality: 'Incoming' },
      ),
      sentOutside({
        at: 10,
        from: 'tom.hart@contoso.com',
        to: 'tom.hart@inbox.example',
        fields: { 'return-path': '<>' },
      }),
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
    found('jona@contoso.com', 'jona@inbox.example'),
    found('eva.roth@contoso.com', 'e.v.a.roth@inbox.example'),
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
