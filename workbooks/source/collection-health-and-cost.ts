import { costTab } from './collection-health-and-cost/cost-tab.ts';
import { runsTab } from './collection-health-and-cost/runs-tab.ts';
import { serversTab } from './collection-health-and-cost/servers-tab.ts';
import { direction, domain, numberParameter, server, textParameter, timeRange } from './parameters.ts';
import { parameters, tabs, text, type Workbook } from './workbook-items.ts';

export const collectionHealthAndCost: Workbook = {
  displayName: 'Mail collection: health and cost',
  description:
    'Which servers report, how late rows come, what was rejected, how many GB a day come in and what they cost.',
  items: [
    text(
      'introduction',
      `Each forwarding and polling run writes a row into MailflowHealth_CL; the rest is measured on the mail itself. Cost is an
estimate: volume times the price that you fill in.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      textParameter('Component', 'Component', 'A part of mailflow; a click in Components sets it.'),
      numberParameter(
        'PricePerGigabyte',
        'Price a GB',
        'Ingestion into the workspace, in your currency. 2.30 USD is the list price of Analytics logs in East US; about 4.30 with Microsoft Sentinel. See docs/sizing-and-cost.md.',
        '2.30',
      ),
    ]),
    tabs('parts', 'Tab', { servers: 'Servers and lag', runs: 'Runs and rejects', cost: 'Volume and cost' }),
    serversTab,
    runsTab,
    costTab,
  ],
};
