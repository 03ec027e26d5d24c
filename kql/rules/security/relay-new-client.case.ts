import type { Event } from '../testing/records.ts';
import { record, sentOutside, storedAt, submitted, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const relay = (
  at: number,
  client: string,
  { entity = 'OnPremises', connector = 'Relay', ...event }: Relayed = {},
) =>
  record(
    { at, from: 'erp@contoso.com', to: 'a@fabrikam.com', ...event },
    {
      source: 'SMTP',
      'event-id': 'RECEIVE',
      'connector-id': `MBX01\\${connector}`,
      'client-ip': client,
      'client-hostname': `host-${client}`,
      directionality: 'Originating',
      'custom-data': `S:FromEntity=${entity}`,
    },
  );

interface Relayed extends Partial<Event> {
  readonly entity?: string;
  readonly connector?: string;
}

const found = (ClientIP: string, Messages = 20, connector = 'Relay') => ({
  ClientIP,
  ClientHostname: `host-${ClientIP}`,
  ConnectorId: `MBX01\\${connector}`,
  Messages,
});

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(25, () => relay(20, '10.9.9.9')),
      times(20, () => relay(20, '10.9.9.10', { from: 'spam@litware.example' })),
      // Its first hour ends after these, and before those.
      relay(110, '10.4.4.4'),
      storedAt(
        20,
        times(20, () => relay(52, '10.4.4.4')),
      ),
      relay(110, '10.5.5.5'),
      times(20, () => relay(47, '10.5.5.5')),
      // The application that always sends, a new one that has only begun, mail of mailboxes, and mail that stays inside.
      relay(9000, '10.1.1.1'),
      times(25, () => relay(20, '10.1.1.1')),
      times(19, () => relay(20, '10.2.2.2')),
      times(25, () => relay(20, '10.3.3.3', { entity: 'Hosted' })),
      times(25, () => relay(20, '10.3.3.4', { entity: 'HybridOnPrem' })),
      times(25, () => relay(20, '10.6.6.6', { to: 'mia.vos@contoso.com' })),
      // Connectors of 25 and of 23 hours.
      relay(20 + 25 * 60, '10.1.1.1', { connector: 'Scanners' }),
      times(20, () => relay(20, '10.7.7.7', { connector: 'Scanners' })),
      relay(20 + 23 * 60, '10.1.1.1', { connector: 'Printers' }),
      times(20, () => relay(20, '10.7.7.7', { connector: 'Printers' })),
      // A server of ours with a new address sends, and hands in what its mailboxes wrote.
      [9000, ...Array<number>(20).fill(20)].flatMap((at) => {
        const event = {
          at,
          from: 'erp@contoso.com',
          to: 'a@fabrikam.com',
          fields: { 'client-ip': `10.8.8.${at % 99}` },
        };
        return [...sentOutside(event), ...submitted(event)];
      }),
    ].flat(),
  },
  finds: [found('10.9.9.9', 25), found('10.9.9.10'), found('10.4.4.4'), found('10.7.7.7', 20, 'Scanners')],
} satisfies RuleCase;
