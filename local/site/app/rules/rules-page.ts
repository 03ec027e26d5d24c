import './rules-page.css';
import type { AlertRule } from '../../../../infra/alert-rules.ts';
import type { AnalyticsRule } from '../../../../infra/analytics-rules.ts';
import { element, fill } from '../shell/element.ts';
import type { Place, ShownPage } from '../shell/page.ts';
import { fetchContent, fetchMetadata, runQuery } from '../shell/stack-api.ts';
import { arrangeRules } from './arrange-rules.ts';
import { evaluateRule, type RuleRun } from './evaluate-rule.ts';
import { durationMs, fromMetric, fromScheduled, type Rule, severityClass } from './rule.ts';
import { ruleDetail } from './rule-detail.ts';

const lookBacks: readonly [value: string, name: string][] = [
  ['', 'Each rule’s own period'],
  ['P1D', 'Last 24 hours'],
  ['P7D', 'Last 7 days'],
  ['P14D', 'Last 14 days'],
];
/** Milliseconds between looks for rules that are due. */
const schedulePeriod = 10_000;

const noFilter = { search: '', withAlerts: false };
const narrow = matchMedia('(max-width: 60rem)');

/** Last runs by rule: who looks at a message and comes back finds the alerts as they were. */
const runs = new Map<string, RuleRun>();

/** The rules, run on the rows of the stack: alerts with entities and the rows behind them. */
export async function showRules(main: HTMLElement, place: Place): Promise<ShownPage> {
  const [metadata, scheduled, metric] = await Promise.all([
    fetchMetadata(),
    fetchContent<AnalyticsRule>('analytics-rules'),
    fetchContent<AlertRule>('alert-rules'),
  ]);
  const rules = [...scheduled.map(fromScheduled), ...metric.map(fromMetric)];
  /** As listed: arranged anew when all have run, not under the hand of whoever is about to choose one. */
  let arranged = arrangeRules(rules, runs, noFilter);
  let chosen = rules.find(({ id }) => id === place.rest) ?? arranged[0];
  let closed = false;
  let shownDetail: { node: HTMLElement; close(): void } | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const search = element('input', {
    type: 'search',
    placeholder: 'Search rules',
    'aria-label': 'Search rules',
    oninput: () => arrange(),
  });
  const withAlerts = element('input', { type: 'checkbox', onchange: () => arrange() });
  const lookBack = element(
    'select',
    { 'aria-label': 'Rows to look at' },
    ...lookBacks.map(([value, name]) => element('option', { value }, name)),
  );
  const runAll = element(
    'button',
    { type: 'button', class: 'primary', onclick: () => runMany(arrangeRules(rules, runs, noFilter)) },
    'Run all',
  );
  const schedule = element('input', {
    type: 'checkbox',
    onchange() {
      clearInterval(timer);
      if (schedule.checked) timer = setInterval(runDue, schedulePeriod);
      if (schedule.checked) void runDue();
    },
  });
  const summary = element('p', { class: 'quiet-text', role: 'status' });
  const list = element('ul', { class: 'rule-list' });
  const empty = element('p', { class: 'quiet-text', hidden: true }, 'No such rule.');
  const detail = element('div', { class: 'panel rule-detail' });
  const links = new Map(rules.map((rule) => [rule.id, ruleLink(rule)]));

  async function run(rule: Rule): Promise<void> {
    const before = runs.get(rule.id);
    if (before?.state === 'running') return;
    keep(rule, { state: 'running', at: Date.now(), alerts: before?.alerts ?? [] });
    try {
      const { tables } = await runQuery(rule.query, lookBack.value || rule.period);
      keep(rule, { state: 'done', at: Date.now(), alerts: evaluateRule(rule, tables[0]!) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      keep(rule, { state: 'failed', at: Date.now(), alerts: [], message });
    }
  }

  /** One after the other: the stack has one thread for queries. */
  async function runMany(which: readonly Rule[]): Promise<void> {
    runAll.disabled = true;
    for (const rule of which) if (!closed) await run(rule);
    runAll.disabled = false;
    arrange();
  }

  async function runDue(): Promise<void> {
    const now = Date.now();
    await runMany(
      rules.filter(({ id, frequency }) => now - (runs.get(id)?.at ?? 0) >= durationMs(frequency)),
    );
  }

  function keep(rule: Rule, state: RuleRun): void {
    if (closed) return;
    runs.set(rule.id, state);
    showRuns();
    if (rule === chosen) showDetail();
  }

  function arrange(): void {
    if (closed) return;
    arranged = arrangeRules(rules, runs, { search: search.value, withAlerts: withAlerts.checked });
    listRules();
  }

  function listRules(): void {
    const focused = document.activeElement;
    fill(
      list,
      arranged.map(({ id }) => element('li', {}, links.get(id)!)),
    );
    if (focused instanceof HTMLElement && list.contains(focused)) focused.focus({ preventScroll: true });
    empty.hidden = arranged.length > 0;
    showRuns();
  }

  /** What the runs gave, in the list as it stands. */
  function showRuns(): void {
    const alerts = [...runs.values()].reduce((sum, one) => sum + one.alerts.length, 0);
    const done = [...runs.values()].filter(({ state }) => state !== 'running').length;
    summary.textContent =
      runs.size === 0
        ? `${rules.length} rules`
        : `${done} of ${rules.length} rules run, ${alerts} ${alerts === 1 ? 'alert' : 'alerts'}`;
    // Links stay as they are, so that one that is being clicked while rules run is not gone in between.
    for (const rule of arranged) {
      const link = links.get(rule.id)!;
      if (rule === chosen) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      link.querySelector('.run')!.replaceWith(runBadge(runs.get(rule.id)));
    }
  }

  function showDetail(): void {
    shownDetail?.close();
    shownDetail = undefined;
    if (chosen === undefined) {
      fill(detail, [element('p', {}, 'There are no rules.')]);
      return;
    }
    const rule = chosen;
    shownDetail = ruleDetail(rule, runs.get(rule.id), lookBack.value || rule.period, metadata, () =>
      runMany([rule]),
    );
    fill(detail, [shownDetail.node]);
  }

  fill(main, [
    element('h1', { class: 'visually-hidden' }, 'Rules'),
    element(
      'div',
      { class: 'panel row' },
      runAll,
      lookBack,
      element('label', { class: 'row' }, schedule, 'Run on schedule while this page is open'),
      summary,
    ),
    element(
      'div',
      { class: 'rule-columns' },
      element(
        'div',
        { class: 'panel rule-side' },
        element(
          'div',
          { class: 'row' },
          search,
          element('label', { class: 'row' }, withAlerts, 'With alerts'),
        ),
        list,
        empty,
      ),
      detail,
    ),
  ]);
  listRules();
  showDetail();
  return {
    go(next) {
      chosen = rules.find(({ id }) => id === next.rest) ?? chosen;
      showRuns();
      showDetail();
      // Where the rule stands below the list, it would be out of sight; the frame scrolls to the top first.
      if (narrow.matches) requestAnimationFrame(() => detail.scrollIntoView());
    },
    close() {
      closed = true;
      clearInterval(timer);
      for (const [id, { state }] of runs) if (state === 'running') runs.delete(id);
      shownDetail?.close();
    },
  };
}

function ruleLink({ id, severity, name }: Rule): HTMLAnchorElement {
  return element(
    'a',
    { href: `/rules/${encodeURIComponent(id)}` },
    element('span', { class: `badge ${severityClass(severity)}` }, severity),
    element('span', { class: 'rule-name' }, name),
    runBadge(undefined),
  );
}

function runBadge(run: RuleRun | undefined): HTMLElement {
  const badge = (look: string, text: string) => element('span', { class: `run badge ${look}` }, text);
  if (run === undefined) return element('span', { class: 'run', hidden: true });
  if (run.state === 'running') return badge('', '…');
  if (run.state === 'failed') return badge('bad', 'failed');
  const { length } = run.alerts;
  return length === 0
    ? badge('good', 'quiet')
    : badge('bad', `${length} ${length === 1 ? 'alert' : 'alerts'}`);
}
