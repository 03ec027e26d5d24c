import { bar, hidden, icons } from '../column-formats.ts';
import { messageWay } from '../message-way.ts';
import { outcomeColors } from '../outcome-looks.ts';
import { chart, grid, tabPart, tiles } from '../workbook-items.ts';
import { signals } from './signals.ts';

const weights = icons('Importance', { high: '4', medium: '2' }, 'info');

const importance = "Importance = case(Weight == 3, 'high', Weight == 2, 'medium', 'low')";

/** Each signal keeps its colour when another is chosen, or none is there any more. */
const signalColors = {
  'Domain like ours': 'blue',
  'Own domain from outside': 'lightBlue',
  'Forwarding to the outside': 'orange',
  'Mass mail from inside': 'yellow',
  'Mail bomb': 'redDark',
  Malware: 'redBright',
  'Dropped into the pickup folder': 'pink',
  'Queue changed by hand': 'blueDark',
  'Wave from outside': 'turquoise',
  'Guessed addresses': 'green',
  'To the same name outside': 'orangeDark',
  'Domain with other letters': 'greenDark',
  'Data classification matched': 'brown',
  'Quarantined or phishing': outcomeColors.Quarantined,
  Spam: outcomeColors.Filtered,
  'Large mail to the outside': 'gray',
  'Null sender, no report': 'purpleDark',
};

export const signalsTab = tabPart('signals part', 'signals', [
  tiles('signal tiles', {
    title: 'Signals, the gravest first: click one',
    exports: [{ field: 'Title', parameter: 'Signal' }],
    none: 'No signals in this time range.',
    query: `${signals}signals
| summarize Value = count(), Weight = max(Weight), Names = dcount(iif(isempty(Who), Whom, Who)), Last = max(Time) by Title = Signal
| sort by Weight desc, Value desc
| project Order = row_number(), Title, Value, Note = strcat(case(Weight == 3, 'high', Weight == 2, 'medium', 'low'), ', ', Names, iif(Names == 1, ' address', ' addresses'))`,
  }),
  chart('signals over time', {
    title: 'Signals over time',
    kind: 'barchart',
    colors: signalColors,
    width: 60,
    none: 'No signals in this time range.',
    query: `${signals}signals
| where '{Signal:escape}' == '' or Signal == '{Signal:escape}'
| summarize Signals = count() by Time = bin(Time, {TimeRange:grain}), Signal
| sort by Time asc`,
    x: 'Time',
    y: ['Signals'],
    by: 'Signal',
  }),
  grid('addresses', {
    title: 'Addresses behind the chosen signal, or all',
    width: 40,
    rows: 100,
    exports: [{ field: 'Address', parameter: 'Who' }],
    none: 'No signals in this time range.',
    query: `${signals}signals
| where '{Signal:escape}' == '' or Signal == '{Signal:escape}'
| summarize Signals = count(), Weight = max(Weight), Kinds = make_set(Signal, 5), Last = max(Time) by Address = iif(isempty(Who), Whom, Who)
| sort by Weight desc, Signals desc
| project Address, ${importance}, Signals, Kinds = strcat_array(Kinds, ', '), Last`,
    formats: [weights, bar('Signals', 'red')],
  }),
  grid('signal list', {
    title: 'Signals of the chosen kind and address, newest first',
    rows: 500,
    search: true,
    height: 'large',
    exports: [{ field: 'MessageKey', parameter: 'Message' }],
    none: 'No such signals in this time range. Empty the fields Signal and Address to see all.',
    query: `${signals}signals
| where '{Signal:escape}' == '' or Signal == '{Signal:escape}'
| where '{Who:escape}' == '' or Who == '{Who:escape}' or Whom == '{Who:escape}'
| top 500 by Time desc
| project Time, ${importance}, Signal, Who, Whom, Detail, MessageKey`,
    formats: [weights, hidden('MessageKey')],
    labels: { Who: 'Who did it', Whom: 'Whom it met' },
  }),
  messageWay('Click a signal in the list to see the way of its message.'),
]);
