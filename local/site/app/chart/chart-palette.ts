/** Colours of a theme: one after the other for series, and by the names that workbooks give them. */
export interface ChartPalette {
  readonly series: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

/** Each keeps 3:1 against the ground; neighbours differ in lightness or hue. Red comes last: it reads as a failure. */
export const chartPalettes: Readonly<Record<'light' | 'dark', ChartPalette>> = {
  light: {
    series: [
      '#0b5cba',
      '#c2410c',
      '#0f766e',
      '#9333ea',
      '#a16207',
      '#be185d',
      '#4d7c0f',
      '#0284c7',
      '#6b7280',
      '#7c2d12',
      '#4338ca',
      '#0d9488',
      '#c026d3',
      '#334155',
      '#166534',
      '#dc2626',
    ],
    named: {
      blue: '#0b5cba',
      blueDark: '#1e40af',
      blueDarkDark: '#172554',
      lightBlue: '#0284c7',
      green: '#15803d',
      greenDark: '#166534',
      greenDarkDark: '#14532d',
      lime: '#4d7c0f',
      red: '#b91c1c',
      redBright: '#dc2626',
      redDark: '#7f1d1d',
      orange: '#d95f02',
      orangeDark: '#9a3412',
      yellow: '#a16207',
      yellowDark: '#854d0e',
      purple: '#9333ea',
      purpleDark: '#581c87',
      amethyst: '#7c3aed',
      magenta: '#be185d',
      pink: '#db2777',
      turquoise: '#0f766e',
      gray: '#6b7280',
      grayBlue: '#475569',
      brown: '#7c2d12',
    },
  },
  dark: {
    series: [
      '#78b4ff',
      '#fb923c',
      '#4fd1c5',
      '#c79bff',
      '#e7c14b',
      '#f58fbf',
      '#a3d65c',
      '#38bdf8',
      '#a3adba',
      '#e0a184',
      '#818cf8',
      '#99f6e4',
      '#e879f9',
      '#cbd5e1',
      '#4ade80',
      '#f87171',
    ],
    named: {
      blue: '#78b4ff',
      blueDark: '#4f8ff0',
      blueDarkDark: '#3b6fd6',
      lightBlue: '#67c7f2',
      green: '#5fd07f',
      greenDark: '#37a85a',
      greenDarkDark: '#2c8a4a',
      lime: '#a3d65c',
      red: '#ef6b63',
      redBright: '#ff8078',
      redDark: '#d04a43',
      orange: '#fb923c',
      orangeDark: '#d9732a',
      yellow: '#e7c14b',
      yellowDark: '#c79d2c',
      purple: '#c79bff',
      purpleDark: '#9d6fe0',
      amethyst: '#a78bfa',
      magenta: '#f472b6',
      pink: '#f9a8d4',
      turquoise: '#4fd1c5',
      gray: '#a3adba',
      grayBlue: '#8fa3bd',
      brown: '#e0a184',
    },
  },
};

/** How a series is drawn. */
export interface SeriesStyle {
  readonly color: string;
  readonly dash: 'solid' | 'dashed' | 'dotted';
}

const dashes = ['solid', 'dashed', 'dotted'] as const;

/**
 * A style for each series: the colour that is wished for it (a name or `#rrggbb`), else the next that nobody wished for;
 * when all colours are used up they come again with dashes, then with dots.
 */
export function seriesStyles(
  names: readonly string[],
  wishes: Readonly<Record<string, string>>,
  { series, named }: ChartPalette,
): SeriesStyle[] {
  const wished = names.map((name) => {
    const wish = wishes[name];
    return wish === undefined ? undefined : /^#[0-9a-f]{3,8}$/i.test(wish) ? wish : named[wish];
  });
  const free = series.filter((color) => !wished.includes(color));
  const colors = free.length > 0 ? free : series;
  let next = 0;
  return wished.map((color) => {
    if (color !== undefined) return { color, dash: 'solid' };
    const at = next++;
    const round = Math.floor(at / colors.length);
    return { color: colors[at % colors.length]!, dash: dashes[round % dashes.length]! };
  });
}
