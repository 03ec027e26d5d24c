/** How outcomes, directions and origins look in all workbooks, so that a colour means the same everywhere. */

import { type ColumnFormat, icons } from './column-formats.ts';

/** Colours of the outcomes of `MailOutcome`, and of the series that stand for them. */
export const outcomeColors = {
  Delivered: 'green',
  Failed: 'redBright',
  Deferred: 'orange',
  Pending: 'yellow',
  Quarantined: 'magenta',
  Filtered: 'purple',
  Redirected: 'lightBlue',
  Expanded: 'turquoise',
  Recalled: 'gray',
} as const;

/** Colours of the delivery statuses of message traces, which mean the same. */
export const statusColors = {
  delivered: outcomeColors.Delivered,
  failed: outcomeColors.Failed,
  pending: outcomeColors.Pending,
  gettingstatus: 'gray',
  quarantined: outcomeColors.Quarantined,
  filteredasspam: outcomeColors.Filtered,
  expanded: outcomeColors.Expanded,
  recalled: outcomeColors.Recalled,
} as const;

export const directionColors = {
  Incoming: 'blue',
  Outgoing: 'orange',
  Internal: 'green',
  External: 'purple',
  Unknown: 'gray',
} as const;

/** Charts by server have lines that are none; servers have the other colours, in the order of their names. */
export const serverColors = { 'Exchange Online': 'turquoise', mailflow: 'gray' } as const;

/** How rows came in; message traces have the colour of Exchange Online. */
export const collectorColors = {
  Function: 'blue',
  AzureMonitorAgent: 'orange',
  MessageTrace: serverColors['Exchange Online'],
  Import: 'purple',
  'mailflow itself': serverColors.mailflow,
} as const;

/** An icon before an outcome. */
export const outcomeIcons: ColumnFormat = icons('Outcome', {
  Failed: '4',
  Quarantined: '4',
  Filtered: '2',
  Deferred: '2',
  Pending: 'pending',
  Redirected: 'right',
  Expanded: 'right',
  Recalled: 'cancelled',
});

/** An icon before a delivery status of message traces. */
export const statusIcons: ColumnFormat = icons('TraceStatus', {
  failed: '4',
  quarantined: '4',
  filteredasspam: '2',
  pending: 'pending',
  gettingstatus: 'pending',
  expanded: 'right',
  recalled: 'cancelled',
});
