import { existsSync } from 'node:fs';
import type { EntityMapping } from '../../../infra/entity-mapping.ts';
import { yamlFiles } from '../../../infra/yaml-files.ts';
import type { RuleCase } from './rule-case.ts';

/** A rule as its file has it. */
export interface RuleFile {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly requiredDataConnectors: readonly unknown[];
  readonly queryFrequency: string;
  readonly queryPeriod: string;
  readonly triggerOperator: string;
  readonly triggerThreshold: number;
  readonly tactics: readonly string[];
  readonly relevantTechniques: readonly string[];
  readonly query: string;
  readonly entityMappings: readonly EntityMapping[];
  readonly customDetails?: Readonly<Record<string, string>>;
  readonly alertDetailsOverride?: Readonly<Record<string, string>>;
  readonly eventGroupingSettings: { readonly aggregationKind: string };
  readonly incidentConfiguration?: {
    readonly createIncident: boolean;
    readonly groupingConfiguration: Readonly<Record<string, unknown>>;
  };
  readonly version: string;
  readonly kind: string;
}

export interface Rule extends RuleFile {
  /** From the root of the repository, without its ending. */
  readonly path: string;
}

/** All rules, in the order of their files. */
export const rules: readonly Rule[] = yamlFiles('kql/rules').map(({ path, value }) => ({
  ...(value as unknown as RuleFile),
  path: path.replaceAll('\\', '/').replace(/\.yaml$/, ''),
}));

const root = new URL('../../../', import.meta.url);

/** The case beside a rule. Throws where there is none. */
export async function caseOf(rule: Rule): Promise<RuleCase> {
  const file = new URL(`${rule.path}.case.ts`, root);
  if (!existsSync(file)) throw new Error(`${rule.path}.case.ts is missing`);
  return ((await import(file.href)) as { default: RuleCase }).default;
}

/** A duration of a rule (5m, 1h, 14d) in milliseconds. */
export function milliseconds(duration: string): number {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(duration)!;
  return Number(amount) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 'm' | 'h' | 'd'];
}
