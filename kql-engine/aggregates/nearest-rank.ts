/** The value at a percentile by nearest rank: always one of the data. Without weights every value counts once. */
export function nearestRank(
  sorted: ArrayLike<unknown>,
  weights: ArrayLike<number> | undefined,
  percent: number,
): unknown {
  if (sorted.length === 0) return null;
  if (!weights) return sorted[rankOf(percent, sorted.length) - 1];
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  const target = rankOf(percent, total);
  let seen = 0;
  for (let i = 0; i < sorted.length; i++) {
    seen += weights[i]!;
    if (seen >= target) return sorted[i];
  }
  return sorted[sorted.length - 1];
}

/** How far a rank may be off a whole number because percentages are no binary fractions. */
const ROUNDING = 1e-12;

/** The smallest rank (from 1) such that the values up to it are at least this part of all. */
function rankOf(percent: number, total: number): number {
  const exact = (percent * total) / 100;
  const whole = Math.round(exact);
  const rank = Math.abs(exact - whole) <= ROUNDING * Math.max(1, whole) ? whole : Math.ceil(exact);
  return Math.min(total, Math.max(1, rank));
}
