import type { AlertRule } from '../../../../infra/alert-rules.ts';
import type { AnalyticsRule } from '../../../../infra/analytics-rules.ts';
import type { ColumnSchema, ResultTable } from '../shell/stack-api.ts';
import type { Rule } from './rule.ts';

export interface Entity {
  /** Such as Account, IP, Mailbox, Host. */
  readonly type: string;
  /** Values by identifier, as in `FullName: ann@contoso.com`. */
  readonly fields: readonly (readonly [identifier: string, value: string])[];
}

export interface Alert {
  readonly title: string;
  readonly description: string;
  readonly severity: string;
  readonly entities: readonly Entity[];
  readonly details: readonly (readonly [name: string, values: string])[];
  readonly columns: readonly ColumnSchema[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What the last run of a rule gave. */
export interface RuleRun {
  readonly state: 'running' | 'done' | 'failed';
  readonly at: number;
  readonly alerts: readonly Alert[];
  readonly message?: string;
}

/** What the rule makes of the rows of its query: none, one or several alerts. */
export function evaluateRule(rule: Rule, table: ResultTable): Alert[] {
  return 'scheduled' in rule.kind
    ? scheduledAlerts(rule.kind.scheduled, table)
    : metricAlerts(rule, rule.kind.metric, table);
}

/**
 * One alert for all rows, or one a row, where the number of rows fulfils the condition.
 * Source: learn.microsoft.com, "Scheduled analytics rules", "Customize alert details", "Map data fields to entities".
 */
function scheduledAlerts(rule: AnalyticsRule, { columns, rows }: ResultTable): Alert[] {
  if (!holds(rows.length, rule.triggerOperator, rule.triggerThreshold)) return [];
  const groups = rule.aggregationKind === 'AlertPerResult' ? rows.map((row) => [row]) : [rows];
  const override = rule.alertDetailsOverride ?? {};
  return groups.map((group) => {
    const first = group[0] ?? [];
    const value = (name: string) => textOf(first[columns.findIndex((column) => column.name === name)]);
    const filled = (format: string | undefined, otherwise: string) =>
      format === undefined
        ? otherwise
        : format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => value(name));
    return {
      title: filled(override.alertDisplayNameFormat, rule.displayName),
      description: filled(override.alertDescriptionFormat, rule.description),
      severity:
        (override.alertSeverityColumnName && value(override.alertSeverityColumnName)) || rule.severity,
      entities: entitiesOf(rule, columns, group),
      details: Object.entries(rule.customDetails ?? {}).map(
        ([name, column]) => [name, distinct(columns, group, column).join(', ')] as const,
      ),
      columns,
      rows: group,
    };
  });
}

function entitiesOf(rule: AnalyticsRule, columns: readonly ColumnSchema[], rows: Alert['rows']): Entity[] {
  const found = new Map<string, Entity>();
  for (const { entityType, fieldMappings } of rule.entityMappings ?? []) {
    for (const row of rows) {
      const fields = fieldMappings.flatMap(({ identifier, columnName }) => {
        const text = textOf(row[columns.findIndex(({ name }) => name === columnName)]);
        return text === '' ? [] : [[identifier, text] as const];
      });
      if (fields.length > 0)
        found.set(`${entityType} ${JSON.stringify(fields)}`, { type: entityType, fields });
    }
  }
  return [...found.values()];
}

/**
 * An alert for each combination of the dimensions whose measure fulfils the condition.
 * Source: learn.microsoft.com, "Create or edit a log search alert rule" (measurement, split by dimensions).
 */
function metricAlerts(shown: Rule, rule: AlertRule, { columns, rows }: ResultTable): Alert[] {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const dimensions = rule.dimensions.map(({ name }) => ({ name, index: at(name) }));
  const measured = rule.metricMeasureColumn === null ? -1 : at(rule.metricMeasureColumn);
  const groups = new Map<string, (readonly unknown[])[]>();
  for (const row of rows) {
    const key = JSON.stringify(dimensions.map(({ index }) => textOf(row[index])));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].flatMap(([key, group]) => {
    const values = group.flatMap((row) =>
      typeof row[measured] === 'number' ? [row[measured] as number] : [],
    );
    const measure =
      measured < 0 || rule.timeAggregation === 'Count'
        ? group.length
        : aggregate(rule.timeAggregation, values);
    if (measure === undefined || !holds(measure, rule.operator, rule.threshold)) return [];
    const names = JSON.parse(key) as string[];
    return [
      {
        title: rule.displayName,
        description: rule.description,
        severity: shown.severity,
        entities: [],
        details: [
          ...dimensions.map(({ name }, index) => [name, names[index] || '(empty)'] as const),
          [rule.metricMeasureColumn ?? 'rows', String(measure)] as const,
        ],
        columns,
        rows: group,
      },
    ];
  });
}

function aggregate(how: string, values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const total = values.reduce((sum, value) => sum + value, 0);
  switch (how) {
    case 'Minimum':
      return values.reduce((least, value) => Math.min(least, value));
    case 'Maximum':
      return values.reduce((most, value) => Math.max(most, value));
    case 'Average':
      return total / values.length;
    default:
      return total;
  }
}

function holds(value: number, operator: string, threshold: number): boolean {
  switch (operator) {
    case 'GreaterThan':
      return value > threshold;
    case 'GreaterThanOrEqual':
      return value >= threshold;
    case 'LessThan':
      return value < threshold;
    case 'LessThanOrEqual':
      return value <= threshold;
    case 'NotEqual':
      return value !== threshold;
    default:
      return value === threshold;
  }
}

function distinct(columns: readonly ColumnSchema[], rows: Alert['rows'], column: string): string[] {
  const index = columns.findIndex(({ name }) => name === column);
  return [...new Set(rows.map((row) => textOf(row[index])))].filter((text) => text !== '').slice(0, 20);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
