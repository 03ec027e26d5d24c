import { cellText } from '../grid/cell-text.ts';
import { type DataGrid, dataGrid } from '../grid/data-grid.ts';
import { valueActions } from '../query/value-actions.ts';
import { element } from '../shell/element.ts';
import { goTo, queryAddress } from '../shell/navigation.ts';
import type { Metadata } from '../shell/stack-api.ts';
import { alertSpan, entityLinks, type Span } from './entity-links.ts';
import type { Alert, Entity, RuleRun } from './evaluate-rule.ts';
import { durationMs, durationText, type Rule, severityClass } from './rule.ts';

/** More alerts of one rule are not drawn; their number is said. */
const mostAlerts = 50;

/** A rule, what it looks for, and the alerts of its last run. */
export function ruleDetail(
  rule: Rule,
  run: RuleRun | undefined,
  period: string,
  metadata: Metadata,
  onRun: () => void,
): { node: HTMLElement; close(): void } {
  const grids: DataGrid[] = [];
  const until = run?.at ?? Date.now();
  const looked = { from: until - durationMs(period), to: until };
  const facts = [
    // "The last day", but "the last 2 days".
    ['Looks at', `the last ${durationText(rule.period).replace(/^1 (?=\w+$)/, '')}`],
    ['Runs every', durationText(rule.frequency)],
    ['Alerts when', rule.condition],
    ...(rule.attack.length > 0 ? [['ATT&CK', rule.attack.join(', ')]] : []),
  ];
  const node = element(
    'div',
    { class: 'rule' },
    element(
      'div',
      { class: 'row spread' },
      element('h2', {}, rule.name),
      element(
        'span',
        { class: 'row' },
        element(
          'button',
          { type: 'button', class: 'primary', disabled: run?.state === 'running', onclick: onRun },
          'Run now',
        ),
        element('a', { class: 'button', href: queryAddress(rule.query, period) }, 'Open query'),
      ),
    ),
    element('p', {}, rule.description),
    element(
      'dl',
      { class: 'rule-facts' },
      ...facts.map(([term, text]) => element('div', {}, element('dt', {}, term!), element('dd', {}, text!))),
    ),
    element(
      'details',
      {},
      element('summary', {}, 'Query in KQL'),
      element('pre', { class: 'kql' }, rule.query),
    ),
    outcome(run),
    ...(run?.alerts ?? []).slice(0, mostAlerts).map((alert, index) =>
      alertCard(alert, looked, index === 0, (place) => {
        const grid = dataGrid(alert, {
          label: `Rows behind the alert ${alert.title}`,
          csvTitle: 'alert',
          fit: true,
          actions: valueActions(metadata, rule.query, period, (query, range) =>
            goTo(queryAddress(query, range ?? 'query')),
          ),
        });
        grids.push(grid);
        place.append(grid.node);
      }),
    ),
  );
  return {
    node,
    close() {
      for (const grid of grids) grid.close();
    },
  };
}

function outcome(run: RuleRun | undefined): HTMLElement {
  if (run === undefined) return element('p', { class: 'quiet-text' }, 'Not run yet.');
  if (run.state === 'running') return element('p', { role: 'status' }, 'Running …');
  if (run.state === 'failed')
    return element('div', { class: 'notice bad', role: 'alert' }, element('p', {}, run.message ?? ''));
  const { length } = run.alerts;
  const more = length > mostAlerts ? `, the first ${mostAlerts} of them below` : '';
  return element(
    'p',
    { role: 'status' },
    length === 0 ? 'No alert.' : `${length} ${length === 1 ? 'alert' : 'alerts'}${more}.`,
  );
}

/** @param fillRows draws the rows, when they are first looked at */
function alertCard(
  alert: Alert,
  looked: Span,
  open: boolean,
  fillRows: (place: HTMLElement) => void,
): HTMLElement {
  const span = alertSpan(alert, looked);
  const rows = element('div', { class: 'alert-rows' });
  const card = element(
    'details',
    {
      class: 'alert',
      open,
      ontoggle() {
        if (card.open && rows.childElementCount === 0) fillRows(rows);
      },
    },
    element(
      'summary',
      {},
      element('span', { class: `badge ${severityClass(alert.severity)}` }, alert.severity),
      // Without a space between them a line breaks within a word.
      ' ',
      element('strong', {}, alert.title),
      ' ',
      element(
        'span',
        { class: 'quiet-text' },
        alert.details.map(([name, text]) => `${name} ${listText(text)}`).join(', '),
      ),
    ),
    alert.entities.length === 0
      ? undefined
      : element(
          'ul',
          { class: 'entities', 'aria-label': 'Entities' },
          ...alert.entities.map((entity) => element('li', {}, entityChip(entity, span))),
        ),
    rows,
  );
  return card;
}

/** A list that comes as JSON, as the items of it. */
function listText(text: string): string {
  if (!text.startsWith('[')) return text;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String).join(' · ') : text;
  } catch {
    return text;
  }
}

/** An entity; a click or Enter shows where to go on from it. */
function entityChip(entity: Entity, span: Span): HTMLElement {
  const name = [
    element('span', { class: 'quiet-text' }, entity.type),
    ` ${entity.fields.map(([, text]) => cellText(text, 'string')).join(' ')}`,
  ];
  const links = entityLinks(entity, span);
  if (links.length === 0) return element('span', { class: 'entity' }, ...name);
  const chip = element('details', {
    class: 'entity',
    onkeydown(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !chip.open) return;
      chip.open = false;
      summary.focus();
    },
  });
  const summary = element('summary', {}, ...name);
  chip.append(
    summary,
    element(
      'ul',
      {},
      ...links.map(({ text, address }) => element('li', {}, element('a', { href: address }, text))),
    ),
  );
  return chip;
}
