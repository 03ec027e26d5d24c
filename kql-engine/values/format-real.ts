/** A real as Kusto prints it: shortest digits that read back the same, whole numbers with `.0`, exponents like `1E+20`. */
export function formatReal(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return exponential(value);
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function exponential(value: number): string {
  const [digits, power] = value.toExponential().split('e') as [string, string];
  const sign = power.startsWith('-') ? '-' : '+';
  return `${digits}E${sign}${power.slice(1).padStart(2, '0')}`;
}
