import type { RuleRun } from './evaluate-rule.ts';
import { gravity, type Rule } from './rule.ts';

export interface RuleFilter {
  /** Words of the name, the description or the ATT&CK terms, in any case. */
  readonly search: string;
  /** Only rules whose last run gave alerts. */
  readonly withAlerts: boolean;
}

/** The rules that a filter leaves: those with alerts first, within these the gravest, then by name. */
export function arrangeRules(
  rules: readonly Rule[],
  runs: ReadonlyMap<string, RuleRun>,
  { search, withAlerts }: RuleFilter,
): Rule[] {
  const alerts = ({ id }: Rule) => runs.get(id)?.alerts.length ?? 0;
  const wanted = search.trim().toLowerCase();
  return rules
    .filter(
      (rule) =>
        (!withAlerts || alerts(rule) > 0) &&
        `${rule.name} ${rule.description} ${rule.attack.join(' ')}`.toLowerCase().includes(wanted),
    )
    .sort(
      (a, b) =>
        Number(alerts(b) > 0) - Number(alerts(a) > 0) ||
        gravity(a.severity) - gravity(b.severity) ||
        (a.name < b.name ? -1 : 1),
    );
}
