import { record } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const relay = (at: number, connector: string, on: string, to = 'a@fabrikam.com', client = '10.9.9.9') =>
  record(
    { at, from: 'erp@contoso.com', to, on },
    {
      source: 'SMTP',
      'event-id': 'RECEIVE',
      'connector-id': `${on}\\${connector}`,
      'client-ip': client,
      directionality: 'Originating',
      'custom-data': 'S:FromEntity=OnPremises',
    },
  );

export default {
  rows: {
    MessageTrackingLog_CL: [
      relay(9000, 'Relay', 'MBX01'),
      relay(20, 'Open relay', 'MBX01'),
      // The known connector, a new one for mail that stays inside, and a server installed an hour ago.
      relay(20, 'Relay', 'MBX01'),
      relay(20, 'Scanners', 'MBX01', 'mia.vos@contoso.com'),
      relay(90, 'Default', 'MBX09'),
      relay(20, 'Relay', 'MBX09'),
    ].flat(),
  },
  finds: [{ Computer: 'MBX01', ConnectorId: 'MBX01\\Open relay', ClientIP: '10.9.9.9', Messages: 1 }],
} satisfies RuleCase;
