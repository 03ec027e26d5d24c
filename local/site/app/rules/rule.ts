import { contentName } from '../shell/content-name.ts';

/** An analytics rule of Sentinel, as in infra/generated/content/analytics-rules.json. */
export interface ScheduledRule {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly severity: string;
  readonly query: string;
  /** ISO 8601 durations. */
  readonly queryFrequency: string;
  readonly queryPeriod: string;
  readonly triggerOperator: string;
  readonly triggerThreshold: number;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly entityMappings:
    | readonly {
        readonly entityType: string;
        readonly fieldMappings: readonly { readonly identifier: string; readonly columnName: string }[];
      }[]
    | null;
  /** Names of columns by the names under which an alert shows them. */
  readonly customDetails: Readonly<Record<string, string>> | null;
  readonly alertDetailsOverride: {
    readonly alertDisplayNameFormat?: string;
    readonly alertDescriptionFormat?: string;
    readonly alertSeverityColumnName?: string;
  } | null;
  /** SingleAlert or AlertPerResult. */
  readonly aggregationKind: string;
}

/** A log search alert rule of Azure Monitor, as in infra/generated/content/alert-rules.json. */
export interface MetricRule {
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  /** 0 critical to 4 verbose. */
  readonly severity: number;
  readonly evaluationFrequency: string;
  readonly windowSize: string;
  readonly timeAggregation: string;
  readonly metricMeasureColumn: string | null;
  readonly dimensions: readonly { readonly name: string }[];
  readonly operator: string;
  readonly threshold: number;
  readonly query: string;
}

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
  readonly kind: { readonly scheduled: ScheduledRule } | { readonly metric: MetricRule };
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

export function fromScheduled(rule: ScheduledRule): Rule {
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

export function fromMetric(rule: MetricRule): Rule {
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
