import { record, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const relay = (at: number, client: string, entity = 'OnPremises') =>
  record(
    { at, from: 'erp@contoso.com', to: 'a@fabrikam.com' },
    {
      source: 'SMTP',
      'event-id': 'RECEIVE',
      'connector-id': 'MBX01\\Relay',
      'client-ip': client,
      'client-hostname': `host-${client}`,
      directionality: 'Originating',
      'custom-data': `S:FromEntity=${entity}`,
    },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(25, () => relay(20, '10.9.9.9')),
      // The application that always sends, a new one that has only begun, and mail of mailboxes.
      relay(9000, '10.1.1.1'),
      times(25, () => relay(20, '10.1.1.1')),
      times(5, () => relay(20, '10.2.2.2')),
      times(25, () => relay(20, '10.3.3.3', 'Hosted')),
    ].flat(),
  },
  finds: [
    { ClientIP: '10.9.9.9', ClientHostname: 'host-10.9.9.9', ConnectorId: 'MBX01\\Relay', Messages: 25 },
  ],
} satisfies RuleCase;
