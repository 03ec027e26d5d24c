import { yamlFiles } from './yaml-files.ts';

/** One alert rule of Azure Monitor, as `infra/modules/alerts.bicep` takes it. Durations are ISO 8601. */
export interface AlertRule {
  /** File name, which becomes part of the resource's name. */
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  /** 0 critical to 4 verbose. */
  readonly severity: number;
  readonly evaluationFrequency: string;
  readonly windowSize: string;
  readonly timeAggregation: 'Count' | 'Minimum' | 'Maximum' | 'Average' | 'Total';
  readonly metricMeasureColumn: string | null;
  readonly dimensions: readonly { name: string; operator: 'Include'; values: readonly string[] }[];
  readonly operator: string;
  readonly threshold: number;
  readonly autoMitigate: boolean;
  readonly query: string;
}

/** The alert rules of kql/alerts, in the order of their names. */
export function alertRules(): AlertRule[] {
  return yamlFiles('kql/alerts').map(({ key, value }) => ({
    key,
    displayName: value.name as string,
    description: value.description as string,
    severity: value.severity as number,
    evaluationFrequency: value.evaluationFrequency as string,
    windowSize: value.windowSize as string,
    timeAggregation: value.timeAggregation as AlertRule['timeAggregation'],
    metricMeasureColumn: (value.metricMeasureColumn as string | undefined) ?? null,
    dimensions: (value.dimensions as string[]).map((name) => ({ name, operator: 'Include', values: ['*'] })),
    operator: value.operator as string,
    threshold: value.threshold as number,
    autoMitigate: value.autoMitigate as boolean,
    query: (value.query as string).trim(),
  }));
}
