import type { Event } from '../testing/records.ts';
import { record, sentOutside, storedAt, submitted } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const relay = (at: number, connector: string, on = 'MBX01', event: Partial<Event> = {}) =>
  record(
    { at, from: 'erp@contoso.com', to: 'a@fabrikam.com', on, ...event },
    {
      source: 'SMTP',
      'event-id': 'RECEIVE',
      'connector-id': `${on}\\${connector}`,
      'client-ip': '10.9.9.9',
      directionality: 'Originating',
      'custom-data': 'S:FromEntity=OnPremises',
    },
  );

const found = (connector: string, Computer = 'MBX01', Messages = 1) => ({
  Computer,
  ConnectorId: `${Computer}\\${connector}`,
  ClientIP: '10.9.9.9',
  Messages,
});

export default {
  rows: {
    MessageTrackingLog_CL: [
      relay(9000, 'Relay'),
      relay(20, 'Open relay'),
      relay(20, 'Spam', 'MBX01', { from: 'spam@litware.example' }),
      // Of its late day only the first hour counts.
      storedAt(5, relay(600, 'Late')),
      storedAt(5, relay(542, 'Late')),
      relay(20, 'Late'),
      // The known connector, a new one for mail that stays inside, those of which the run before told.
      relay(20, 'Relay'),
      relay(20, 'Scanners', 'MBX01', { to: 'mia.vos@contoso.com' }),
      relay(62, 'Fax'),
      relay(110, 'Printers'),
      relay(52, 'Printers'),
      // A new Send connector, and the first message of a mailbox.
      sentOutside({ at: 20, from: 'mia.vos@contoso.com', to: 'a@fabrikam.com' }),
      submitted({ at: 20, from: 'mia.vos@contoso.com', to: 'a@fabrikam.com' }),
      // A server installed 25 hours before, and one of 23 hours.
      relay(20 + 25 * 60, 'Default', 'MBX08'),
      relay(20, 'Relay', 'MBX08'),
      relay(20 + 23 * 60, 'Default', 'MBX09'),
      relay(20, 'Relay', 'MBX09'),
    ].flat(),
  },
  finds: [found('Open relay'), found('Spam'), found('Late', 'MBX01', 2), found('Relay', 'MBX08')],
} satisfies RuleCase;
