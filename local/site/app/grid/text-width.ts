/** Pixels of a letter, where a width is given in letters or nothing measures: in tests, which have no page. */
export const usualLetter = 7.7;
/** The text size of grids, in parts of the page's; the same as in the style sheet. */
const gridSize = 0.8125;
/** Longer texts are cut all the same. */
const longest = 80;

let measure: CanvasRenderingContext2D | null | undefined;
let fonts: Readonly<Record<'plain' | 'bold', string>> | undefined;

/** How wide a text stands in a grid, in pixels. Capitals are half as wide again as small letters: counting does not do. */
export function textWidth(text: string, weight: 'plain' | 'bold' = 'plain'): number {
  if (typeof document === 'undefined') return text.length * usualLetter;
  measure ??= document.createElement('canvas').getContext('2d');
  fonts ??= gridFonts();
  if (measure === null) return text.length * usualLetter;
  if (measure.font !== fonts[weight]) measure.font = fonts[weight];
  return measure.measureText(text.slice(0, longest)).width;
}

function gridFonts() {
  const size = gridSize * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const plain = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return { plain, bold: `600 ${plain}` };
}
