import { MailflowError } from '../error.ts';

export const tablePlans = ['Analytics', 'Basic', 'Auxiliary'] as const;
/** How Azure Monitor keeps and bills the rows of a table. */
export type TablePlan = (typeof tablePlans)[number];

/** What a table shall have beside its columns; what is undefined stays as it is, or as the workspace has it. */
export interface TableSettings {
  readonly plan?: TablePlan;
  /** Days in which rows can be queried at full speed; only tables of the plan Analytics have a choice. */
  readonly retentionInDays?: number;
  /** Days in all, those in the archive included. */
  readonly totalRetentionInDays?: number;
}

/** Days that the Tables API takes. Source: Log Analytics REST API, Tables, properties (2025-07-01). */
const retentionRange = [4, 730] as const;
const totalRange = [4, 4383] as const;

/** Checks settings against each other. @throws MailflowError `bad-table-settings` */
export function checkTableSettings(settings: TableSettings): void {
  const { plan, retentionInDays, totalRetentionInDays } = settings;
  const problems: string[] = [];
  checkDays(problems, '--retention', retentionInDays, retentionRange);
  checkDays(problems, '--total-retention', totalRetentionInDays, totalRange);
  if (retentionInDays !== undefined && plan !== undefined && plan !== 'Analytics') {
    problems.push(
      `--retention goes with the plan Analytics only: with ${plan} Azure sets it. --total-retention can be chosen.`,
    );
  }
  if (
    retentionInDays !== undefined &&
    totalRetentionInDays !== undefined &&
    totalRetentionInDays < retentionInDays
  ) {
    problems.push(
      `--total-retention (${totalRetentionInDays}) counts all days, so it cannot be less than --retention (${retentionInDays}).`,
    );
  }
  if (problems.length > 0) {
    throw new MailflowError('bad-table-settings', problems.join('\n'), {
      advice: 'Correct the options and run it again; nothing was changed.',
    });
  }
}

function checkDays(
  problems: string[],
  option: string,
  days: number | undefined,
  [least, most]: readonly [number, number],
): void {
  if (days === undefined || (Number.isInteger(days) && days >= least && days <= most)) return;
  problems.push(`${option} takes ${least} to ${most} days, not ${days}.`);
}
