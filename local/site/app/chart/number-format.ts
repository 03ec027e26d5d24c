/** How a number is to be written, as workbooks say it (`numberFormat`, `numberFormatSettings`). */
export interface NumberFormat {
  /** A number of the portal's list of units; see `families`. */
  readonly unit?: number | undefined;
  readonly options?: {
    readonly style?: string;
    readonly currency?: string;
    readonly useGrouping?: boolean;
    readonly minimumFractionDigits?: number;
    readonly maximumFractionDigits?: number;
    readonly maximumSignificantDigits?: number;
  };
}

/** A step of a unit: so many of the unit's base, and how it is written. */
interface Step {
  readonly size: number;
  readonly name: string;
  /** From this many of the base on; by default from its size. */
  readonly from?: number;
}

interface Family {
  readonly steps: readonly Step[];
  /** Units of the portal, with how many of the base one of them is. */
  readonly units: Readonly<Record<number, number>>;
}

const sizes = (base: number, names: readonly string[], end = ''): Step[] =>
  names.map((name, power) => ({ size: base ** power, name: name + end }));
const powers = (first: number, base: number, count: number): Record<number, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, power) => [first + power, base ** power]));
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const decimal = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Units that are written in a smaller or larger one of their kind. Their numbers are read off published workbooks. */
const families: readonly Family[] = [
  { steps: sizes(1024, binary), units: powers(2, 1024, 6) },
  { steps: sizes(1024, binary, '/s'), units: powers(11, 1024, 6) },
  { steps: sizes(1000, decimal), units: powers(36, 1000, 6) },
  { steps: sizes(1000, decimal, '/s'), units: powers(45, 1000, 6) },
  {
    // Ninety seconds read better than one and a half minutes.
    steps: [
      { size: 0.001, name: 'ms', from: 0 },
      { size: 1, name: 's' },
      { size: 60, name: 'min', from: 120 },
      { size: 3600, name: 'h', from: 7200 },
      { size: 86_400, name: 'd', from: 172_800 },
    ],
    units: { 22: 1e-6, 23: 1e-3, 24: 1, 25: 60, 26: 3600, 27: 86_400 },
  },
];
const suffixes: Readonly<Record<number, string>> = { 1: ' %', 31: '/s' };

/** What a value is divided by, and what is written behind it. */
export interface Scale {
  readonly divisor: number;
  readonly suffix: string;
}

/** The scale in which values up to the largest read well: 12,000 seconds in hours, 3,000,000 bytes in MiB. */
export function scaleFor(largest: number, unit: number | undefined): Scale {
  for (const { steps, units } of families) {
    const base = unit === undefined ? undefined : units[unit];
    if (base === undefined) continue;
    const amount = Math.abs(largest) * base;
    const step = steps.findLast(({ size, from = size }) => amount >= from) ?? steps[0]!;
    // Nothing at all is no number of milliseconds.
    const shown = amount === 0 ? (steps.find(({ size }) => size === 1) ?? step) : step;
    return { divisor: shown.size / base, suffix: ` ${shown.name}` };
  }
  return { divisor: 1, suffix: (unit === undefined ? undefined : suffixes[unit]) ?? '' };
}

/** A number in the unit of its format, such as `1.5 KiB`, `3.3 h`, `12.4 %`. */
export function formatNumber(value: number, format: NumberFormat | undefined): string {
  const { divisor, suffix } = scaleFor(value, format?.unit);
  const { style, currency, ...options } = format?.options ?? {};
  const isPercent = style === 'percent';
  const text = new Intl.NumberFormat('en', {
    ...options,
    ...(style === 'currency' && currency !== undefined && { style, currency }),
    ...fractionDigits(options),
  }).format((isPercent ? value * 100 : value) / divisor);
  return text + (isPercent && suffix === '' ? ' %' : suffix);
}

/** Bounds that fit each other; two digits where nothing is said. */
function fractionDigits({
  minimumFractionDigits: least,
  maximumFractionDigits: most = Math.max(2, least ?? 0),
}: NonNullable<NumberFormat['options']>): Intl.NumberFormatOptions {
  return {
    maximumFractionDigits: most,
    ...(least !== undefined && { minimumFractionDigits: Math.min(least, most) }),
  };
}
