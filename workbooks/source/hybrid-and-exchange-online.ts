import { collectionTab } from './hybrid-and-exchange-online/collection-tab.ts';
import { hybridTab } from './hybrid-and-exchange-online/hybrid-tab.ts';
import { onlineTab } from './hybrid-and-exchange-online/online-tab.ts';
import { direction, domain, server, textParameter, timeRange } from './parameters.ts';
import { parameters, tabs, text, type Workbook } from './workbook-items.ts';

export const hybridAndExchangeOnline: Workbook = {
  displayName: 'Hybrid and Exchange Online',
  description:
    'Mail between servers and Exchange Online, what became of it there, and how the collection of message traces does.',
  items: [
    text(
      'introduction',
      `Records of servers and message traces of Exchange Online are joined by the network message id. A trace has a row for each
recipient and may change afterwards; its latest version counts.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      textParameter(
        'Status',
        'Trace status',
        'A delivery status; a click on a tile of Exchange Online sets it.',
      ),
      textParameter('Message', 'Message', 'Network message id; a click on a message sets it.'),
    ]),
    tabs('parts', 'Tab', {
      hybrid: 'Between servers and cloud',
      online: 'Exchange Online',
      collection: 'Collection of message traces',
    }),
    hybridTab,
    onlineTab,
    collectionTab,
  ],
};
