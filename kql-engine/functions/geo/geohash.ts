import { type Dynamic, realToDynamic } from '../../values/dynamic.ts';
import { define } from '../registry.ts';
import { isPlace } from './sphere.ts';

const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz';
const MOST_DIGITS = 18;
const DEFAULT_DIGITS = 5;

/** Halves a range by its middle, to the upper half or the lower one. All middles are exact in double precision. */
function halve(range: [number, number], upper: boolean): void {
  range[upper ? 0 : 1] = (range[0] + range[1]) / 2;
}

/** The geohash of a place: bits of longitude and latitude in turn, longitude first, five to a digit. */
export function geohash(longitude: number, latitude: number, digits: number): string {
  const ranges: [number, number][] = [
    [-180, 180],
    [-90, 90],
  ];
  const place = [longitude, latitude];
  let out = '';
  for (let at = 0, digit = 0; at < digits * 5; at++) {
    const range = ranges[at % 2]!;
    const upper = place[at % 2]! >= (range[0] + range[1]) / 2;
    halve(range, upper);
    digit = digit * 2 + Number(upper);
    if (at % 5 === 4) {
      out += DIGITS[digit];
      digit = 0;
    }
  }
  return out;
}

/** The middle of the rectangle of a geohash; undefined for what is none. */
export function geohashCentre(hash: string): { longitude: number; latitude: number } | undefined {
  if (hash.length < 1 || hash.length > MOST_DIGITS) return undefined;
  const ranges: [number, number][] = [
    [-180, 180],
    [-90, 90],
  ];
  let at = 0;
  for (const c of hash) {
    const digit = DIGITS.indexOf(c);
    if (digit < 0) return undefined;
    for (let bit = 16; bit >= 1; bit /= 2) halve(ranges[at++ % 2]!, (digit & bit) !== 0);
  }
  const [longitude, latitude] = ranges.map(([low, high]) => (low + high) / 2) as [number, number];
  return { longitude, latitude };
}

define('geo_point_to_geohash', ['real', 'real', 'long'], (
  longitude: number,
  latitude: number,
  digits: number | bigint = DEFAULT_DIGITS,
) =>
  isPlace(longitude, latitude) && digits >= 1 && digits <= MOST_DIGITS
    ? geohash(longitude, latitude, Number(digits))
    : '');

define('geo_geohash_to_central_point', ['string'], (hash: string): Dynamic => {
  const centre = geohashCentre(hash);
  if (!centre) return null;
  const coordinates = [centre.longitude, centre.latitude].map(realToDynamic);
  return new Map<string, Dynamic>([
    ['type', 'Point'],
    ['coordinates', coordinates],
  ]);
});
