import { delivered, received, record, submitted, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const to = 'mia.vos@contoso.com';

const internet = {
  source: 'SMTP',
  'event-id': 'RECEIVE',
  directionality: 'Incoming',
  'custom-data': 'S:FromEntity=Internet',
};

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
      // A copy on another server, a message put in again, our own server with mail from outside, a phone that signs in.
      record(
        { at: 30, from: 'cfo@contoso.com', to, ip: '203.0.113.66' },
        { ...internet, 'event-id': 'HARECEIVE' },
      ),
      record({ at: 30, from: 'cfo@contoso.com', to, ip: '203.0.113.66' }, { ...internet, source: 'ADMIN' }),
      record(
        { at: 30, from: 'cfo@contoso.com', to, ip: '203.0.113.66' },
        { ...internet, 'custom-data': 'S:FromEntity=HybridOnPrem' },
      ),
      record(
        { at: 30, from: 'cfo@contoso.com', to, ip: '203.0.113.66' },
        { ...internet, directionality: 'Originating' },
      ),
      // Domains are not ours since we write to them, a gateway or Exchange Online delivers to them, or nobody is named.
      submitted({ at: 50, from: to, to: 'k.andersen@fabrikam.com' }),
      record({ at: 50, from: to, to: 'fax@fax.example' }, { source: 'GATEWAY', 'event-id': 'DELIVER' }),
      received({ at: 30, from: 'ceo@fax.example', to, ip: '198.51.100.14' }),
      traced({ at: 50, from: to, to: 'a@litware.example' }, 'delivered', []),
      received({ at: 30, from: 'ceo@litware.example', to, ip: '198.51.100.14' }),
      delivered({ at: 50, from: to }),
      received({ at: 30, to, ip: '198.51.100.14' }),
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
