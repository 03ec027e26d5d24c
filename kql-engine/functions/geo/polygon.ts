import { type Dynamic, dynamicNumber } from '../../values/dynamic.ts';
import { define } from '../registry.ts';
import { arcsCross, cross, dot, isPlace, NO_SIDE, side, type Vector, vectorOf } from './sphere.ts';

/** A closed line of geodesics: its points, the first not said again, and whether the smaller region lies on its left. */
interface Ring {
  points: Vector[];
  left: boolean;
}

/** A shell and its holes. */
type Polygon = Ring[];

/** The polygons of a GeoJSON Polygon or MultiPolygon; undefined when it is not a valid one. */
export function polygonsOf(value: Dynamic): Polygon[] | undefined {
  if (!(value instanceof Map)) return undefined;
  const coordinates = value.get('coordinates');
  if (!Array.isArray(coordinates) || coordinates.length === 0) return undefined;
  const type = value.get('type');
  const lists = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : [];
  const polygons = lists.map(polygonOf);
  return polygons.length && polygons.every((p) => p !== undefined) ? polygons : undefined;
}

function polygonOf(rings: Dynamic): Polygon | undefined {
  if (!Array.isArray(rings) || rings.length === 0) return undefined;
  const made = rings.map(ringOf);
  if (!made.every((r) => r !== undefined) || crossing(made)) return undefined;
  return made;
}

function ringOf(list: Dynamic): Ring | undefined {
  if (!Array.isArray(list) || list.length < 4) return undefined;
  const places = list.map((p) => (Array.isArray(p) ? p.map((n) => Number(dynamicNumber(n))) : []));
  if (!places.every(([lng, lat]) => isPlace(lng!, lat!))) return undefined;
  const names = places.map(([lng, lat]) => `${lng},${lat}`);
  if (names[0] !== names.at(-1) || new Set(names).size !== names.length - 1) return undefined;
  const points = places.slice(1).map(([lng, lat]) => vectorOf(lng!, lat!));
  return { points, left: areaOnTheLeft(points) > 0 };
}

/** The area on the left of a ring as a part of the unit sphere, less than 0 when the smaller region is on the right. */
function areaOnTheLeft(points: Vector[]): number {
  const origin = points[0]!;
  let sum = 0;
  for (let i = 1; i + 1 < points.length; i++) {
    const [a, b] = [points[i]!, points[i + 1]!];
    sum += 2 * Math.atan2(side(origin, a, b), 1 + dot(origin, a) + dot(a, b) + dot(b, origin));
  }
  const whole = 4 * Math.PI;
  return sum - whole * Math.round(sum / whole);
}

/** Whether two edges of the rings cross. */
function crossing(rings: Ring[]): boolean {
  const edges = rings.flatMap(({ points }) =>
    points.map((a, i) => [a, points[(i + 1) % points.length]!] as const),
  );
  return edges.some(([a, b], i) => {
    const normal = cross(a, b);
    for (let k = i + 1; k < edges.length; k++) {
      if (arcsCross(a, b, normal, ...edges[k]!)) return true;
    }
    return false;
  });
}

/** How far along an edge the arc from a point ends: no fraction of a kind that data is likely to have. */
const ALONG = 0.4142135623730951;

/**
 * Whether a point lies in the smaller of the two regions of a ring: an arc from the point to an edge arrives on the left or on
 * the right of the edge, and each edge that it crosses on its way changes the side. An edge that does not tell for rounding
 * is passed over; a point that is on the ring is not inside.
 */
function inRing(point: Vector, { points, left }: Ring): boolean {
  const next = (i: number) => points[(i + 1) % points.length]!;
  for (let i = 0; i < points.length; i++) {
    const [a, b] = [points[i]!, next(i)];
    const arrival = side(a, b, point);
    if (Math.abs(arrival) <= NO_SIDE) continue;
    const end = a.map((v, k) => v + (b[k]! - v) * ALONG) as unknown as Vector;
    const normal = cross(point, end);
    let crossed = 0;
    let sure = true;
    for (let k = 0; sure && k < points.length; k++) {
      if (k === i) continue;
      const found = arcsCross(point, end, normal, points[k]!, next(k));
      if (found === undefined) sure = false;
      else if (found) crossed++;
    }
    if (sure) return (arrival > 0 === left) === (crossed % 2 === 0);
  }
  return false;
}

export function inPolygons(longitude: number, latitude: number, polygons: Polygon[]): boolean {
  const point = vectorOf(longitude, latitude);
  return polygons.some(
    ([shell, ...holes]) => inRing(point, shell!) && !holes.some((hole) => inRing(point, hole)),
  );
}

/** What was read from a polygon is kept as long as the value itself: it is often the same for every row. */
const read = new WeakMap<object, Polygon[] | undefined>();

define('geo_point_in_polygon', ['real', 'real', 'dynamic'], (lng: number, lat: number, value: Dynamic) => {
  if (!isPlace(lng, lat) || typeof value !== 'object' || value === null) return null;
  if (!read.has(value)) read.set(value, polygonsOf(value));
  const polygons = read.get(value);
  return polygons ? inPolygons(lng, lat, polygons) : null;
});
