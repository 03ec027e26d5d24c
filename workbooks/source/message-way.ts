import { details, seconds, timeLine, timeLineParts } from './column-formats.ts';
import { outcomeColors } from './outcome-looks.ts';
import { grid, type WorkbookItem } from './workbook-items.ts';

/**
 * The records of the message that the parameter Message names, in order: what passed before each (`Since`), how long it
 * took (`Seconds`), and what that time was (`Kind`). No rows while nothing is chosen.
 */
export const journey = `MailJourney(iif('{Message:escape}' == '', 'none', '{Message:escape}'))
| sort by Step asc
| extend Seconds = Took / 1s, Since = SinceStart / 1s,
    Kind = case(Step == 1, 'On servers', prev(Outcome) == 'Deferred', 'Deferred', EventId in ('MODERATORAPPROVE', 'MODERATORREJECT', 'MODERATIONEXPIRE'), 'Moderator',
        prev(Server) != Server, 'Between servers', 'On servers')
`;

/** A time line for each record: grey what had passed, then the time that this step took, by what it was. */
export const timeLines = `| extend Timeline = '', Passed = Since - Seconds, OnServer = iif(Kind == 'On servers', Seconds, 0.0),
    Between = iif(Kind == 'Between servers', Seconds, 0.0), Waiting = iif(Kind == 'Deferred', Seconds, 0.0), Moderating = iif(Kind == 'Moderator', Seconds, 0.0)
`;

/** Colours of what time was spent on. */
export const timeColors = {
  'On servers': 'blue',
  'Between servers': 'turquoise',
  Deferred: outcomeColors.Deferred,
  Moderator: 'purple',
} as const;

export const timeLineFormats = [
  timeLine('Timeline', {
    Passed: 'gray',
    OnServer: timeColors['On servers'],
    Between: timeColors['Between servers'],
    Waiting: timeColors.Deferred,
    Moderating: timeColors.Moderator,
  }),
  timeLineParts('Passed', 'OnServer', 'Between', 'Waiting', 'Moderating'),
];

/** The records of the chosen message, in short: for workbooks in which a message is not the main thing. */
export function messageWay(none: string): WorkbookItem {
  return grid('way of the message', {
    title: 'Way of the chosen message: where it was, and where it waited',
    rows: 200,
    none,
    query: `${journey}${timeLines}| project Step, Server, EventId, Timeline, Seconds, Waited, Time = format_datetime(EventTime, 'yyyy-MM-dd HH:mm:ss.fff'), RecipientAddress, RelatedRecipient, Peer, Status,
    SenderAddress, Subject, Source, ConnectorId, Passed, OnServer, Between, Waiting, Moderating`,
    formats: [...timeLineFormats, seconds('Seconds'), details('EventId')],
    labels: {
      Time: 'Time (UTC)',
      EventId: 'Event',
      Timeline: 'Time line',
      Seconds: 'Took',
      RecipientAddress: 'Recipients',
      RelatedRecipient: 'Address before',
      SenderAddress: 'Sender',
      ConnectorId: 'Connector',
    },
  });
}
