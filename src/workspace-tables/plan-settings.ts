import type { ExistingTable, SettingChange, TableProblem } from './table-changes.ts';
import type { TableSettings } from './table-settings.ts';

/** Least time between two changes of a table's plan. Source: Azure Monitor, "Select a table plan" (2026-05-25). */
const planPauseMs = 7 * 24 * 60 * 60_000;

/** The change of plan, or why it cannot be; undefined where nothing is asked for. @param now milliseconds since 1970 */
export function planChange(
  existing: ExistingTable,
  { plan }: TableSettings,
  now: number,
): SettingChange | TableProblem | undefined {
  const from = existing.plan ?? 'Analytics';
  if (plan === undefined || plan.toLowerCase() === from.toLowerCase()) return undefined;
  if (plan === 'Auxiliary' || /^auxiliary$/i.test(from)) {
    return {
      code: 'plan-change',
      message: `A table cannot go from the plan ${from} to ${plan}: Azure lets nothing into or out of Auxiliary.`,
      advice: `Keep ${from} by leaving --plan out; or delete the table, with its rows, and create it again.`,
    };
  }
  const changed = Date.parse(existing.lastPlanModifiedDate ?? '');
  if (now - changed < planPauseMs) {
    const free = new Date(changed + planPauseMs).toISOString().slice(0, 16).replace('T', ' ');
    return {
      code: 'plan-change',
      message: `The plan of a table can change once a week; this one changed on ${existing.lastPlanModifiedDate}.`,
      advice: `Run this again after ${free} UTC, or leave --plan out.`,
    };
  }
  return { setting: 'plan', from, to: plan };
}

/** The changes of retention, or why they cannot be. */
export function retentionChange(
  existing: ExistingTable,
  wanted: TableSettings,
): (SettingChange | TableProblem)[] {
  const found: (SettingChange | TableProblem)[] = [];
  const { retentionInDays, totalRetentionInDays } = wanted;
  const plan = wanted.plan ?? existing.plan ?? 'Analytics';
  if (retentionInDays !== undefined && !/^analytics$/i.test(plan)) {
    return [
      {
        code: 'retention',
        message: `The table has the plan ${plan}, with which Azure sets the days that can be queried.`,
        advice: 'Leave --retention out; --total-retention can be chosen.',
      },
    ];
  }
  const interactive = retentionInDays ?? existing.retentionInDays;
  const total = totalRetentionInDays ?? existing.totalRetentionInDays;
  // Where the total follows the other by default, it goes along.
  const follows = totalRetentionInDays === undefined && existing.totalRetentionInDaysAsDefault !== false;
  if (interactive !== undefined && total !== undefined && total < interactive && !follows) {
    return [
      {
        code: 'retention',
        message: `The table would keep rows for ${total} days in all, which is less than the ${interactive} days in which they can be queried.`,
        advice: `Give --total-retention too: ${interactive} or more.`,
      },
    ];
  }
  if (retentionInDays !== undefined && retentionInDays !== existing.retentionInDays) {
    found.push({ setting: 'retentionInDays', ...fromOf(existing.retentionInDays), to: retentionInDays });
  }
  // A total that only follows the other setting would go along with its change.
  const moves = found.length > 0 || plan.toLowerCase() !== (existing.plan ?? 'Analytics').toLowerCase();
  const fixed = !moves || existing.totalRetentionInDaysAsDefault === false;
  if (
    totalRetentionInDays !== undefined &&
    (!fixed || totalRetentionInDays !== existing.totalRetentionInDays)
  ) {
    found.push({
      setting: 'totalRetentionInDays',
      ...fromOf(existing.totalRetentionInDays),
      to: totalRetentionInDays,
    });
  }
  return found;
}

function fromOf(days: number | undefined): { from?: number } {
  return days === undefined ? {} : { from: days };
}
