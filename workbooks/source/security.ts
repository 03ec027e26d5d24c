import { direction, domain, numberParameter, server, textParameter, timeRange } from './parameters.ts';
import { alertsTab } from './security/alerts-tab.ts';
import { rulesTab } from './security/rules-tab.ts';
import { signalsTab } from './security/signals-tab.ts';
import { parameters, tabs, text, type Workbook } from './workbook-items.ts';

export const security: Workbook = {
  displayName: 'Mail security signals',
  description:
    'Forwarding, mass mail, waves from outside, spoofed domains, guessed addresses, leaks: what the analytics rules look for, to browse.',
  items: [
    text(
      'introduction',
      `What the analytics rules look for, at lower thresholds and without alerts. A signal is a reason to look, no verdict. Click a
tile, then a name: the list follows, and a click in the list shows the way of the message.`,
    ),
    parameters('filters', [
      timeRange,
      server,
      domain,
      direction,
      numberParameter(
        'ManyRecipients',
        'Many recipients',
        'Recipients in 15 minutes that make mass mail (from outside half as many in an hour), and sending domains in an hour that make a mail bomb.',
        '50',
      ),
      numberParameter(
        'LargeMegabytes',
        'Large mail, MB',
        'Size from which a message to the outside is large.',
        '10',
      ),
    ]),
    parameters('chosen', [
      textParameter('Signal', 'Signal', 'A signal; a click on a tile sets it.'),
      textParameter('Who', 'Address', 'Who did it, or whom it met; a click on a name sets it.'),
      textParameter('Message', 'Message', 'Network message id; a click in the list sets it.'),
    ]),
    tabs('parts', 'Tab', {
      signals: 'Signals',
      rules: 'Transport rules and filters',
      alerts: 'Alerts of Microsoft Sentinel',
    }),
    signalsTab,
    rulesTab,
    alertsTab,
  ],
};
