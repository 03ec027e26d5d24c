import { collectionHealthAndCost } from './collection-health-and-cost.ts';
import { deliveryHealth } from './delivery-health.ts';
import { hybridAndExchangeOnline } from './hybrid-and-exchange-online.ts';
import { mailFlowOverview } from './mail-flow-overview.ts';
import { messageJourney } from './message-journey.ts';
import { security } from './security.ts';
import { workbookText } from './workbook-text.ts';

/** All workbooks by the names of their files, in workbooks/. */
export const workbooks = {
  'mail-flow-overview': mailFlowOverview,
  'delivery-health': deliveryHealth,
  'message-journey': messageJourney,
  security,
  'hybrid-and-exchange-online': hybridAndExchangeOnline,
  'collection-health-and-cost': collectionHealthAndCost,
};

/** The files as they should be: path from the root of the repository, and text. */
export function workbookSources(): [path: string, text: string][] {
  return Object.entries(workbooks).map(([name, workbook]) => [
    `workbooks/${name}.workbook.json`,
    workbookText(workbook),
  ]);
}
