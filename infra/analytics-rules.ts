import type { EntityMapping } from './entity-mapping.ts';
import { type YamlFile, yamlFiles } from './yaml-files.ts';

/** One scheduled analytics rule as `infra/modules/content.bicep` takes it. Durations are ISO 8601. */
export interface AnalyticsRule {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly severity: string;
  readonly query: string;
  readonly queryFrequency: string;
  readonly queryPeriod: string;
  readonly triggerOperator: string;
  readonly triggerThreshold: number;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly entityMappings: readonly EntityMapping[] | null;
  /** Names of columns by the names under which an alert shows them. */
  readonly customDetails: Readonly<Record<string, string>> | null;
  readonly alertDetailsOverride: AlertDetailsOverride | null;
  /** SingleAlert or AlertPerResult. */
  readonly aggregationKind: string;
  readonly incidentConfiguration: IncidentConfiguration;
  readonly version: string;
}

/** Texts of an alert out of its rows, `{{Column}}` in them, and the column that has its severity. */
interface AlertDetailsOverride {
  readonly alertDisplayNameFormat?: string;
  readonly alertDescriptionFormat?: string;
  readonly alertSeverityColumnName?: string;
}

/** How the alerts of a rule become incidents. */
interface IncidentConfiguration {
  readonly createIncident: boolean;
  /** Whether an alert joins the incident of an earlier one, which `lookbackDuration` says how old it may be. */
  readonly groupingConfiguration: {
    readonly enabled: boolean;
    readonly reopenClosedIncident: boolean;
    readonly lookbackDuration: string;
    readonly matchingMethod: string;
  };
}

/** Words of the YAML format and of the resource. */
const operators: Record<string, string> = {
  gt: 'GreaterThan',
  lt: 'LessThan',
  eq: 'Equal',
  ne: 'NotEqual',
};

/** The analytics rules of kql/rules, in the order of their files. */
export function analyticsRules(): AnalyticsRule[] {
  return yamlFiles('kql/rules').map(analyticsRule);
}

/** A rule out of a file in the format of the repository Azure-Sentinel. Its durations are those of KQL: 5m, 1h, 14d. */
export function analyticsRule({ value }: Pick<YamlFile, 'value'>): AnalyticsRule {
  const techniques = (value.relevantTechniques as string[] | undefined) ?? [];
  const grouping = value.eventGroupingSettings as { aggregationKind?: string } | undefined;
  return {
    id: value.id as string,
    displayName: value.name as string,
    description: (value.description as string).trim(),
    severity: value.severity as string,
    query: (value.query as string).trim(),
    queryFrequency: isoDuration(value.queryFrequency as string),
    queryPeriod: isoDuration(value.queryPeriod as string),
    triggerOperator: operators[value.triggerOperator as string] ?? (value.triggerOperator as string),
    triggerThreshold: value.triggerThreshold as number,
    tactics: (value.tactics as string[] | undefined) ?? [],
    // Sub-techniques, behind the dot, have a property of their own, which only preview versions of the resource's API know.
    techniques: [...new Set(techniques.map((technique) => technique.split('.')[0]!))],
    entityMappings: (value.entityMappings as AnalyticsRule['entityMappings'] | undefined) ?? null,
    customDetails: (value.customDetails as AnalyticsRule['customDetails'] | undefined) ?? null,
    alertDetailsOverride: (value.alertDetailsOverride as AlertDetailsOverride | undefined) ?? null,
    aggregationKind: grouping?.aggregationKind ?? 'SingleAlert',
    incidentConfiguration: incidentConfiguration(value.incidentConfiguration),
    version: value.version as string,
  };
}

/** Each alert is an incident, unless the file says otherwise: what the portal does with a rule that says nothing. */
function incidentConfiguration(value: unknown): IncidentConfiguration {
  const { createIncident = true, groupingConfiguration } = (value ?? {}) as Partial<IncidentConfiguration>;
  const grouping = {
    enabled: false,
    reopenClosedIncident: false,
    lookbackDuration: '5h',
    matchingMethod: 'AllEntities',
    ...groupingConfiguration,
  };
  return {
    createIncident,
    groupingConfiguration: { ...grouping, lookbackDuration: isoDuration(grouping.lookbackDuration) },
  };
}

/** `5m`, `1h`, `14d` as PT5M, PT1H, P14D. */
export function isoDuration(text: string): string {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (amount === undefined) throw new Error(`"${text}" is no duration such as 5m, 1h or 14d`);
  return unit === 'd' ? `P${amount}D` : `PT${amount}${unit!.toUpperCase()}`;
}
