import './rules-page.css';
import { element, fill } from '../shell/element.ts';
import type { Place, ShownPage } from '../shell/page.ts';
import { fetchContent, fetchMetadata, runQuery } from '../shell/stack-api.ts';
import { evaluateRule, type RuleRun } from './evaluate-rule.ts';
import {
  durationMs,
  fromMetric,
  fromScheduled,
  gravity,
  type MetricRule,
  type Rule,
  type ScheduledRule,
  severityClass,
} from './rule.ts';
import { ruleDetail } from './rule-detail.ts';

const lookBacks: readonly [value: string, name: string][] = [
  ['', 'Each rule’s own period'],
  ['P1D', 'Last 24 hours'],
  ['P7D', 'Last 7 days'],
  ['P14D', 'Last 14 days'],
];
/** Milliseconds between looks for rules that are due. */
const schedulePeriod = 10_000;

/** The rules, run on the rows of the stack: alerts with entities and the rows behind them. */
export async function showRules(main: HTMLElement, place: Place): Promise<ShownPage> {
  const [metadata, scheduled, metric] = await Promise.all([
    fetchMetadata(),
    fetchContent<ScheduledRule>('analytics-rules'),
    fetchContent<MetricRule>('alert-rules'),
  ]);
  const rules = [...scheduled.map(fromScheduled), ...metric.map(fromMetric)].sort(
    (a, b) => gravity(a.severity) - gravity(b.severity) || (a.name < b.name ? -1 : 1),
  );
  const runs = new Map<string, RuleRun>();
  let chosen = rules.find(({ id }) => id === place.rest) ?? rules[0];
  let closed = false;
  let shownDetail: { node: HTMLElement; close(): void } | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const search = element('input', {
    type: 'search',
    placeholder: 'Search rules',
    'aria-label': 'Search rules',
    oninput: () => showList(),
  });
  const lookBack = element(
    'select',
    { 'aria-label': 'Rows to look at' },
    ...lookBacks.map(([value, name]) => element('option', { value }, name)),
  );
  const runAll = element(
    'button',
    { type: 'button', class: 'primary', onclick: () => runMany(rules) },
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
  const detail = element('div', { class: 'panel rule-detail' });

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
    showList();
    if (rule === chosen) showDetail();
  }

  function showList(): void {
    const wanted = search.value.trim().toLowerCase();
    const found = rules.filter(({ name, description, attack }) =>
      `${name} ${description} ${attack.join(' ')}`.toLowerCase().includes(wanted),
    );
    const alerts = [...runs.values()].reduce((sum, one) => sum + one.alerts.length, 0);
    const done = [...runs.values()].filter(({ state }) => state !== 'running').length;
    summary.textContent =
      runs.size === 0
        ? `${rules.length} rules`
        : `${done} of ${rules.length} rules run, ${alerts} ${alerts === 1 ? 'alert' : 'alerts'}`;
    const focused = (document.activeElement as HTMLElement | null)?.getAttribute('href');
    fill(
      list,
      found.map((rule) =>
        element(
          'li',
          {},
          element(
            'a',
            {
              href: `/rules/${encodeURIComponent(rule.id)}`,
              'aria-current': rule === chosen ? 'true' : undefined,
            },
            element('span', { class: `badge ${severityClass(rule.severity)}` }, rule.severity),
            element('span', { class: 'rule-name' }, rule.name),
            runBadge(runs.get(rule.id)),
          ),
        ),
      ),
    );
    if (focused?.startsWith('/rules/'))
      for (const link of list.querySelectorAll('a')) if (link.getAttribute('href') === focused) link.focus();
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
      run(rule),
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
      element('div', { class: 'panel rule-side' }, search, list),
      detail,
    ),
  ]);
  showList();
  showDetail();
  return {
    go(next) {
      chosen = rules.find(({ id }) => id === next.rest) ?? chosen;
      showList();
      showDetail();
    },
    close() {
      closed = true;
      clearInterval(timer);
      shownDetail?.close();
    },
  };
}

function runBadge(run: RuleRun | undefined): HTMLElement | undefined {
  if (run === undefined) return undefined;
  if (run.state === 'running') return element('span', { class: 'badge' }, '…');
  if (run.state === 'failed') return element('span', { class: 'badge bad' }, 'failed');
  const { length } = run.alerts;
  return length === 0
    ? element('span', { class: 'badge good' }, 'quiet')
    : element('span', { class: 'badge bad' }, `${length} ${length === 1 ? 'alert' : 'alerts'}`);
}
