import { connectorsTab } from './delivery-health/connectors-tab.ts';
import { failuresTab } from './delivery-health/failures-tab.ts';
import { latencyTab } from './delivery-health/latency-tab.ts';
import { serversTab } from './delivery-health/servers-tab.ts';
import { waitingTab } from './delivery-health/waiting-tab.ts';
import { direction, domain, server, textParameter, timeRange } from './parameters.ts';
import { parameters, tabs, text, type Workbook } from './workbook-items.ts';

export const deliveryHealth: Workbook = {
  displayName: 'Delivery health',
  description:
    'How long mail takes, what fails and why, what waits and for whom, and how connectors and servers do.',
  items: [
    text(
      'introduction',
      `One row is one message and recipient. The latency is the time from the first record to the delivery into a mailbox or to
the last host that we see; Exchange Online tells only when it took a message in, so its mail has none.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      textParameter('Code', 'Status code', 'An enhanced status code; a click in Failures by code sets it.'),
      textParameter('FailedDomain', 'Failing domain', 'A domain; a click in Failures by domain sets it.'),
      textParameter('Connector', 'Connector', 'A connector; a click in Connectors sets it.'),
    ]),
    tabs('parts', 'Tab', {
      latency: 'Latency',
      failures: 'Failures',
      waiting: 'Waiting',
      connectors: 'Connectors',
      servers: 'Servers',
    }),
    latencyTab,
    failuresTab,
    waitingTab,
    connectorsTab,
    serversTab,
  ],
};
