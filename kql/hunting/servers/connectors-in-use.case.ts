import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, trace } from '../testing/mail.ts';

const used = (step: string, connector: string, at: string, host = '') =>
  mail(
    { from: 'kim@fabrikam.com', to: 'anna@contoso.com', at, bytes: 2 ** 20 },
    {
      step,
      'connector-id': connector,
      'client-ip': '198.51.100.14',
      'client-hostname': host,
      'server-ip': '203.0.113.1',
      'server-hostname': host,
    },
  );

export const huntingCase: HuntingCase = {
  records: [
    used('SMTP RECEIVE', 'MBX01\\Default MBX01', '09:00', 'mx.fabrikam.com'),
    used('SMTP RECEIVE', 'MBX01\\Default MBX01', '10:00'),
    used('SMTP SENDEXTERNAL', 'To internet', '10:30', 'mx.tailspin.example'),
    used('SMTP SEND', 'Intra-organization', '10:00', 'MBX02.contoso.com'),
    // Not by SMTP, no use of the connector, none named.
    used('STOREDRIVER RECEIVE', 'store', '11:00'),
    used('SMTP DEFER', 'deferred', '11:00'),
    used('SMTP RECEIVE', '', '11:00'),
  ].flat(),
  traces: [
    {
      ...trace({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'pending', 'Incoming'),
      source: 'SMTP',
      eventId: 'RECEIVE',
      connectorId: 'Inbound from partner',
    },
  ],
  finds: [
    { Connector: 'To internet', Way: 'Send', SomeHosts: ['mx.tailspin.example'] },
    { Connector: 'Intra-organization', Way: 'Send', Messages: 1 },
    {
      Connector: 'MBX01\\Default MBX01',
      Server: 'MBX01',
      FirstTime: '2026-11-21T09:00:00.0000000Z',
      LastTime: '2026-11-21T10:00:00.0000000Z',
      Messages: 2,
      Megabytes: 2,
      Way: 'Receive',
      Hosts: 1,
      SomeHosts: ['mx.fabrikam.com'],
    },
  ],
  changed: [{ settings: { atLeast: '2' }, finds: [{ Connector: 'MBX01\\Default MBX01' }] }],
  inSample: [{ Connector: 'MBX01\\Relay for applications', Way: 'Receive' }],
};
