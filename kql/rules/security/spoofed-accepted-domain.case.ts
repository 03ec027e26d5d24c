import { delivered, received, record } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'mia.vos@contoso.com';

export default {
  rows: {
    MessageTrackingLog_CL: [
      received({ at: 30, from: 'ceo@contoso.com', to, ip: '203.0.113.66' }),
      received({ at: 29, from: 'ceo@contoso.com', to: 'eva.roth@contoso.com', ip: '203.0.113.66' }),
      // The survey service that we trust, a partner, a report, our own people by the hybrid connector.
      received({ at: 30, from: 'survey@contoso.com', to, ip: '198.51.100.9' }),
      received({ at: 30, from: 'ceo@fabrikam.com', to, ip: '198.51.100.14' }),
      received({ at: 30, from: 'ceo@contoso.com', to, ip: '203.0.113.66', fields: { 'return-path': '<>' } }),
      record(
        { at: 30, from: 'eva.roth@contoso.com', to, ip: '198.51.100.240' },
        {
          source: 'SMTP',
          'event-id': 'RECEIVE',
          directionality: 'Originating',
          'custom-data': 'S:FromEntity=HybridOnPrem',
        },
      ),
      delivered({ at: 30, from: 'ceo@fabrikam.com', to }),
    ].flat(),
  },
  watchlists: { MailflowTrustedSources: [{ SearchKey: '198.51.100.9' }] },
  finds: [
    {
      SenderAddress: 'ceo@contoso.com',
      SenderIP: '203.0.113.66',
      Recipient: to,
      DistinctRecipients: 2,
      Messages: 2,
    },
  ],
  incidents: {
    'spoofed-sender': {
      minutes: 30,
      finds: (guilty) => {
        const mails = guilty.filter(
          ({ Computer, eventId }) => Computer === 'EDGE01' && eventId === 'RECEIVE',
        );
        return [...new Set(mails.map(({ senderAddress }) => senderAddress))].map((sender) => ({
          SenderAddress: sender,
          SenderIP: '203.0.113.71',
          Messages: mails.filter(({ senderAddress }) => senderAddress === sender).length,
        }));
      },
    },
  },
} satisfies RuleCase;
