import { chartPalettes } from '../chart/chart-palette.ts';

/** The ends of palettes that go from one colour to another; of any other palette the second end is the colour itself. */
const ranges: Readonly<Record<string, readonly [low: string, high: string]>> = {
  greenRed: ['green', 'redBright'],
  redGreen: ['redBright', 'green'],
  coldHot: ['blue', 'redBright'],
  hotCold: ['redBright', 'blue'],
  blueGreen: ['blue', 'green'],
  yellowOrangeRed: ['yellow', 'redBright'],
  orangeRed: ['orange', 'redBright'],
  yellowGreenBlue: ['yellow', 'blue'],
  purpleBlueGreen: ['purple', 'green'],
};

/** A colour of workbooks for style sheets, one for each theme. Names that are not known are blue. */
export function cssColor(name: string | null | undefined): string {
  const known = name && name in chartPalettes.light.named ? name : 'blue';
  return `light-dark(${chartPalettes.light.named[known]}, ${chartPalettes.dark.named[known]})`;
}

/**
 * The ground of a cell of a heat map. Nothing has none, so that what is empty stays quiet; text stays readable on all.
 * @param part where the value lies between the least and the largest, 0 to 1
 */
export function heatColor(palette: string | null | undefined, part: number): string {
  if (!(part > 0)) return 'transparent';
  const within = Math.min(part, 1);
  const [low, high] = ranges[palette ?? ''] ?? [palette, palette];
  const hue = `color-mix(in oklab, ${cssColor(high)} ${Math.round(within * 100)}%, ${cssColor(low)})`;
  return `color-mix(in srgb, ${hue} ${Math.round(8 + within * 38)}%, transparent)`;
}

/** The colour of bars and lines of a palette. */
export function barColor(palette: string | null | undefined): string {
  return cssColor(ranges[palette ?? '']?.[1] ?? palette);
}
