const svg = 'http://www.w3.org/2000/svg';
const width = 96;
const height = 20;

/** The numbers of a cell that holds an array, as JSON text or as it is; empty where there are none. */
export function numbersOf(value: unknown): number[] {
  let list = value;
  if (typeof value === 'string') {
    try {
      list = JSON.parse(value);
    } catch {
      return [];
    }
  }
  return Array.isArray(list) ? list.map(Number).filter(Number.isFinite) : [];
}

/** The corners of a line through values, in a box of 96 by 20, with the largest on top and zero or less at the bottom. */
export function sparkPoints(values: readonly number[]): [x: number, y: number][] {
  const most = Math.max(...values, 0);
  const least = Math.min(...values, 0);
  const span = most - least || 1;
  const step = values.length > 1 ? (width - 2) / (values.length - 1) : 0;
  const round = (number: number) => Math.round(number * 10) / 10;
  return values.map((value, index) => [
    round(1 + index * step),
    round(height - 1 - ((value - least) / span) * (height - 2)),
  ]);
}

/** A line of small numbers without axes, or the area below it, or bars. */
export function sparkLine(
  values: readonly number[],
  kind: 'line' | 'area' | 'bars',
  color: string,
): SVGSVGElement {
  const node = document.createElementNS(svg, 'svg');
  node.setAttribute('viewBox', `0 0 ${width} ${height}`);
  node.setAttribute('class', 'spark');
  node.setAttribute('role', 'img');
  node.setAttribute(
    'aria-label',
    `${values.length} values from ${Math.min(...values)} to ${Math.max(...values)}`,
  );
  node.style.color = color;
  const points = sparkPoints(values);
  const add = (name: string, attributes: Readonly<Record<string, string | number>>) => {
    const part = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, String(value));
    node.append(part);
  };
  if (kind === 'bars') {
    const wide = Math.max(1, (width / points.length) * 0.7);
    for (const [x, y] of points)
      add('rect', { x: Math.min(x, width - wide), y, width: wide, height: height - y, fill: 'currentColor' });
    return node;
  }
  const line = points.map(([x, y]) => `${x},${y}`).join(' ');
  if (kind === 'area')
    add('polygon', {
      points: `1,${height} ${line} ${points.at(-1)?.[0] ?? 1},${height}`,
      fill: 'currentColor',
      'fill-opacity': 0.3,
    });
  add('polyline', { points: line, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 });
  return node;
}
