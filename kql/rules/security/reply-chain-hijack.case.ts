import { received, sentOutside } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const subject = 'Contract for pumps 2027, annex B';
const id = (name: string) => ({ 'network-message-id': `11111111-0000-4000-8000-00000000000${name}` });

export default {
  rows: {
    MessageTrackingLog_CL: [
      sentOutside({ at: 3000, from: 'mia.vos@contoso.com', to: 'k.andersen@fabrikam.com', subject }),
      received({
        at: 2000,
        from: 'k.andersen@fabrikam.com',
        to: 'mia.vos@contoso.com',
        subject: `RE: ${subject}`,
      }),
      received({
        at: 20,
        from: 'k.andersen@fabrikarn.example',
        to: 'mia.vos@contoso.com',
        ip: '203.0.113.66',
        subject: `RE: ${subject}`,
        fields: id('1'),
      }),
      // The partner itself; a stranger with a subject of his own; a known supplier that joins; a short subject.
      received({
        at: 20,
        from: 'k.andersen@fabrikam.com',
        to: 'mia.vos@contoso.com',
        subject: `Re: ${subject}`,
      }),
      received({
        at: 20,
        from: 'x@stranger.example',
        to: 'mia.vos@contoso.com',
        subject: 'Re: your parcel waits',
      }),
      received({ at: 5000, from: 'a@supplier.example', to: 'mia.vos@contoso.com', subject: 'Price list' }),
      received({ at: 20, from: 'a@supplier.example', to: 'mia.vos@contoso.com', subject: `Re: ${subject}` }),
      received({ at: 5000, from: 'b@supplier.example', to: 'mia.vos@contoso.com', subject: 'Lunch' }),
      received({ at: 20, from: 'x@stranger.example', to: 'mia.vos@contoso.com', subject: 'Re: Lunch' }),
    ].flat(),
  },
  finds: [
    {
      SenderAddress: 'k.andersen@fabrikarn.example',
      Recipient: 'mia.vos@contoso.com',
      NetworkMessageId: '11111111-0000-4000-8000-000000000001',
      Partners: 'fabrikam.com',
      SenderIP: '203.0.113.66',
    },
  ],
  incidents: {
    'reply-chain-hijack': {
      minutes: 95,
      finds: (guilty) =>
        guilty
          .filter(({ Computer, eventId }) => Computer === 'EDGE01' && eventId === 'RECEIVE')
          .map((mail) => ({
            SenderAddress: mail.senderAddress,
            Recipient: mail.recipientAddress,
            NetworkMessageId: mail.networkMessageId,
          })),
    },
  },
} satisfies RuleCase;
