/** A point of the unit sphere. */
export type Vector = readonly [number, number, number];

/** The radius in metres of the sphere that the service takes the Earth for (that of the S2 library). */
export const EARTH_RADIUS = 6_371_010;

const RADIANS = Math.PI / 180;

/** Whether these are degrees of a place: longitude within ±180, latitude within ±90. */
export function isPlace(longitude: number, latitude: number): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

export function vectorOf(longitude: number, latitude: number): Vector {
  const [lng, lat] = [longitude * RADIANS, latitude * RADIANS];
  return [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)];
}

/** The shortest way in metres between two places given in degrees, on the sphere (haversine formula). */
export function distance(lng1: number, lat1: number, lng2: number, lat2: number): number {
  const across = Math.sin(((lat2 - lat1) * RADIANS) / 2);
  const along = Math.sin(((lng2 - lng1) * RADIANS) / 2);
  const h = across * across + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * along * along;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Which side of the great circle from a to b the point c is on: above 0 on the left, 0 on it. */
export function side(a: Vector, b: Vector, c: Vector): number {
  return dot(cross(a, b), c);
}

/** Below this a side cannot be told from rounding. */
export const NO_SIDE = 1e-15;

/**
 * Whether the arcs from a to b and from c to d cross; undefined when they touch or run over each other. `normal` is
 * `cross(a, b)`.
 */
export function arcsCross(a: Vector, b: Vector, normal: Vector, c: Vector, d: Vector): boolean | undefined {
  const [sideC, sideD] = [dot(normal, c), dot(normal, d)];
  if ((sideC > NO_SIDE && sideD > NO_SIDE) || (sideC < -NO_SIDE && sideD < -NO_SIDE)) return false;
  const other = cross(c, d);
  const sides = [sideC, -sideD, dot(other, b), -dot(other, a)];
  if (sides.every((s) => s > NO_SIDE) || sides.every((s) => s < -NO_SIDE)) return true;
  const positive = sides.some((s) => s > NO_SIDE);
  const negative = sides.some((s) => s < -NO_SIDE);
  return positive && negative ? false : undefined;
}
