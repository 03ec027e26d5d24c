import type { Finding, FindingState } from '../src/doctor/finding.ts';

const marks: Readonly<Record<FindingState, string>> = {
  passed: '✓ passed ',
  warned: '! warned ',
  failed: '✗ failed ',
  skipped: '- skipped',
};

/** Findings as lines in lined-up columns, advice below the line that it belongs to, and a sum at the end. */
export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, state, message, advice }, index) => [
    `${marks[state]}  ${check.padEnd(width)}  ${message}`,
    // Neighbours with the same advice get it once, below the last of them.
    ...(advice && findings[index + 1]?.advice !== advice ? [`${' '.repeat(11)}→ ${advice}`] : []),
  ]);
  const count = (state: FindingState): number => findings.filter((one) => one.state === state).length;
  const sum = (['passed', 'warned', 'failed', 'skipped'] as const)
    .filter((state) => state === 'passed' || count(state) > 0)
    .map((state) => `${count(state)} ${state}`)
    .join(', ');
  return `${lines.join('\n')}\n\n${sum}.`;
}
