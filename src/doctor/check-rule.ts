import { armProblem } from '../arm/arm-problem.ts';
import type { ArmReader } from '../arm/arm-reader.ts';
import { type ResourceId, ruleType } from '../arm/resource-id.ts';
import type { Config } from '../config.ts';
import { MailflowError } from '../error.ts';
import { compareRule, type DeclaredRule, type FoundRule } from './compare-rule.ts';
import type { Check } from './finding.ts';

/** API of data collection rules. Source: Azure Monitor REST reference, Data Collection Rules. */
const version = 'api-version=2024-03-11';

export interface RuleQuestion {
  /** Where it is known. */
  readonly rule: ResourceId | undefined;
  /** Where to look for it. */
  readonly subscriptionId: string;
  readonly ingestion: Config['ingestion'];
  readonly workspaceId: string | undefined;
  readonly declared: DeclaredRule;
}

/** Finds the data collection rule and compares it with what this version sends. */
export function checkRule(arm: ArmReader, question: RuleQuestion): Check {
  const name = 'data collection rule';
  return {
    name,
    run: async (signal) => compareRule(await findRule(arm, question, signal), question),
  };
}

/** The rule with its id. @throws MailflowError `rule-not-found`, or what Resource Manager answered */
export async function findRule(
  arm: ArmReader,
  { rule, subscriptionId, ingestion }: Pick<RuleQuestion, 'rule' | 'subscriptionId' | 'ingestion'>,
  signal?: AbortSignal,
): Promise<FoundRule> {
  const role = 'Reader on the data collection rule';
  if (rule !== undefined) {
    try {
      return (await arm.get(`${rule.id}?${version}`, signal)) as FoundRule;
    } catch (error) {
      throw armProblem(error, `read the data collection rule ${rule.name}`, role);
    }
  }
  let rules: FoundRule[];
  try {
    const path = `/subscriptions/${subscriptionId}/providers/${ruleType}?${version}`;
    rules = (await arm.list(path, signal)) as FoundRule[];
  } catch (error) {
    throw armProblem(error, 'list data collection rules', role);
  }
  const wanted = ingestion.dcrImmutableId.toLowerCase();
  const found = rules.find(({ properties }) => properties?.immutableId?.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new MailflowError(
    'rule-not-found',
    `No rule with the immutable id ${ingestion.dcrImmutableId} among ${rules.length} that can be seen in the subscription.`,
    {
      advice:
        'Where the streams above answer, the rule lies in another subscription, or you lack the role Reader on it: name it with --rule RESOURCE-ID. Otherwise MAILFLOW_DCR_IMMUTABLE_ID is wrong.',
    },
  );
}
