import type { AlertRule } from '../../../../infra/alert-rules.ts';
import type { AnalyticsRule } from '../../../../infra/analytics-rules.ts';
import { contentName } from '../shell/content-name.ts';

/** Both kinds, as the page shows them. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly query: string;
  readonly period: string;
  readonly frequency: string;
  readonly condition: string;
  readonly attack: readonly string[];
  readonly kind: { readonly scheduled: AnalyticsRule } | { readonly metric: AlertRule };
}

const severities = ['Critical', 'High', 'Medium', 'Low', 'Informational'];
const words: Readonly<Record<string, string>> = {
  GreaterThan: '>',
  GreaterThanOrEqual: '≥',
  LessThan: '<',
  LessThanOrEqual: '≤',
  Equal: '=',
  Equals: '=',
  NotEqual: '≠',
};

export function fromScheduled(rule: AnalyticsRule): Rule {
  return {
    id: rule.id,
    name: contentName(rule.displayName),
    description: rule.description,
    severity: rule.severity,
    query: rule.query,
    period: rule.queryPeriod,
    frequency: rule.queryFrequency,
    condition: `rows ${words[rule.triggerOperator] ?? rule.triggerOperator} ${rule.triggerThreshold}`,
    attack: [...rule.tactics, ...rule.techniques],
    kind: { scheduled: rule },
  };
}

export function fromMetric(rule: AlertRule): Rule {
  const by = rule.dimensions.map(({ name }) => name).join(', ');
  const measure =
    rule.metricMeasureColumn === null
      ? 'rows'
      : `${rule.timeAggregation.toLowerCase()} of ${rule.metricMeasureColumn}`;
  return {
    id: rule.key,
    name: contentName(rule.displayName),
    description: rule.description,
    severity: severities[rule.severity] ?? 'Informational',
    query: rule.query,
    period: rule.windowSize,
    frequency: rule.evaluationFrequency,
    condition: `${measure} ${words[rule.operator] ?? rule.operator} ${rule.threshold}${by === '' ? '' : `, by ${by}`}`,
    attack: [],
    kind: { metric: rule },
  };
}

/** How many a severity counts, the gravest first. */
export function gravity(severity: string): number {
  const index = severities.indexOf(severity);
  return index < 0 ? severities.length : index;
}

/** `PT15M` as “15 minutes”. */
export function durationText(duration: string): string {
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    [minutes, 'minute'],
  ].flatMap(([amount, unit]) =>
    amount === undefined ? [] : [`${amount} ${unit}${amount === '1' ? '' : 's'}`],
  );
  return parts.length === 0 ? duration : parts.join(' ');
}

/** Milliseconds of an ISO 8601 duration in days, hours and minutes. */
export function durationMs(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
}

/** Class of a badge for a severity. */
export function severityClass(severity: string): string {
  return severity === 'Critical' || severity === 'High' ? 'bad' : severity === 'Medium' ? 'warn' : '';
}
