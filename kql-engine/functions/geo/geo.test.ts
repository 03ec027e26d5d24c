import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { values } from '../../testing/ask.ts';
import { expectRefused, expectValues } from '../../testing/expect-values.ts';
import { geohash, geohashCentre } from './geohash.ts';
import { inPolygons, polygonsOf } from './polygon.ts';
import { EARTH_RADIUS } from './sphere.ts';

const near = (expression: string, want: number) => {
  const got = Number(values(expression)[0]);
  assert.ok(Math.abs(got / want - 1) < 1e-9, `${expression}: ${got}`);
};

it('geo_distance_2points() measures on a sphere of 6,371,010 metres', () => {
  near('geo_distance_2points(0.0, 0.0, 90.0, 0.0)', (EARTH_RADIUS * Math.PI) / 2);
  near('geo_distance_2points(10.0, -90.0, 77.0, 90.0)', EARTH_RADIUS * Math.PI);
  near('geo_distance_2points(179.5, 0.0, -179.5, 0.0)', (EARTH_RADIUS * Math.PI) / 180);
  near('geo_distance_2points(0, 60, 0, 61, false)', (EARTH_RADIUS * Math.PI) / 180);
  expectValues({
    'geo_distance_2points(5.0, 5.0, 5.0, 5.0)': 0,
    'geo_distance_2points(181.0, 0.0, 0.0, 0.0)': null,
    'geo_distance_2points(0.0, 0.0, 0.0, -90.1)': null,
    'geo_distance_2points(real(null), 0.0, 0.0, 0.0)': null,
    'geo_distance_2points(real(nan), 0.0, 0.0, 0.0)': null,
  });
  expectRefused('geo_distance_2points(0.0, 0.0, 1.0, 1.0, true)', /spheroid/);
});

it('geo_point_in_circle() takes the rim in, and a radius above 0 alone', () => {
  expectValues({
    'geo_point_in_circle(8.54, 47.37, 8.55, 47.38, 2000)': true,
    'geo_point_in_circle(8.54, 47.37, 8.55, 47.38, 1000)': false,
    'geo_point_in_circle(1.0, 1.0, 1.0, 1.0, 0.5)': true,
    'geo_point_in_circle(1.0, 1.0, 1.0, 1.0, 0)': null,
    'geo_point_in_circle(1.0, 91.0, 1.0, 1.0, 10)': null,
    'geo_point_in_circle(1.0, 1.0, 1.0, 1.0, real(null))': null,
  });
});

it('geo_point_to_geohash() has 1 to 18 digits, 5 unless said', () => {
  // the example of the inventor of geohashes
  assert.equal(geohash(-5.6, 42.6, 5), 'ezs42');
  assert.equal(geohash(10.40744, 57.64911, 11), 'u4pruydqqvj');
  expectValues({
    'geo_point_to_geohash(-5.6, 42.6)': 'ezs42',
    'geo_point_to_geohash(-5.6, 42.6, 2)': 'ez',
    'geo_point_to_geohash(180.0, 90.0, 3)': 'zzz',
    'geo_point_to_geohash(-180.0, -90.0, 18)': '000000000000000000',
    'geo_point_to_geohash(1.0, 1.0, 0)': '',
    'geo_point_to_geohash(1.0, 1.0, 19)': '',
    'geo_point_to_geohash(200.0, 1.0)': '',
    'geo_point_to_geohash(real(null), 1.0)': '',
  });
});

it('geo_geohash_to_central_point() gives the middle of the rectangle as GeoJSON', () => {
  expectValues({
    'geo_geohash_to_central_point("ezs42")': {
      type: 'Point',
      coordinates: [-5.60302734375, 42.60498046875],
    },
    'geo_geohash_to_central_point("s")': { type: 'Point', coordinates: [22.5, 22.5] },
    'geo_geohash_to_central_point("ila")': null,
    'geo_geohash_to_central_point("")': null,
    'geo_geohash_to_central_point("0000000000000000000")': null,
  });
});

it('the middle of a geohash has that geohash', () => {
  const place = [
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -90, max: 90, noNaN: true }),
  ];
  fc.assert(
    fc.property(place[0]!, place[1]!, fc.integer({ min: 1, max: 18 }), (lng, lat, digits) => {
      const hash = geohash(lng, lat, digits);
      const centre = geohashCentre(hash)!;
      assert.equal(geohash(centre.longitude, centre.latitude, digits), hash);
    }),
    { seed: 7 },
  );
});

const polygon = (...rings: number[][][]) =>
  `dynamic(${JSON.stringify({ type: 'Polygon', coordinates: rings })})`;
const square = (w: number, s: number, e: number, n: number) => [
  [w, s],
  [e, s],
  [e, n],
  [w, n],
  [w, s],
];
const within = (lng: number, lat: number, area: string) =>
  values(`geo_point_in_polygon(${lng.toFixed(6)}, ${lat.toFixed(6)}, ${area})`)[0];

it('geo_point_in_polygon() knows shells, holes and several polygons', () => {
  const ring = polygon(square(0, 0, 10, 10), square(4, 4, 6, 6).reverse());
  assert.equal(within(2, 2, ring), true);
  assert.equal(within(5, 5, ring), false);
  assert.equal(within(11, 5, ring), false);
  assert.equal(within(-175, -5, ring), false);
  const two = `dynamic(${JSON.stringify({
    type: 'MultiPolygon',
    coordinates: [[square(0, 0, 1, 1)], [square(20, 0, 21, 1)]],
  })})`;
  assert.deepEqual(
    [within(0.5, 0.5, two), within(20.5, 0.5, two), within(10, 0.5, two)],
    [true, true, false],
  );
});

it('geo_point_in_polygon() takes the smaller region, whichever way round, over the date line and the pole', () => {
  for (const area of [polygon(square(170, -5, -170, 5)), polygon(square(170, -5, -170, 5).reverse())]) {
    assert.deepEqual(
      [within(180, 0, area), within(-175, 0, area), within(165, 0, area)],
      [true, true, false],
    );
  }
  const pole = polygon([
    [0, 80],
    [120, 80],
    [-120, 80],
    [0, 80],
  ]);
  assert.deepEqual([within(45, 89, pole), within(0, 70, pole), within(0, -90, pole)], [true, false, false]);
});

it('edges of a polygon are geodesics, not lines of the map', () => {
  // the shortest way between two places at 50° north runs further north
  const area = polygon(square(-40, 30, 40, 50));
  assert.deepEqual([within(0, 52, area), within(0, 31, area)], [true, false]);
});

it('what is no valid place or polygon gives null', () => {
  const good = polygon(square(0, 0, 1, 1));
  assert.equal(within(181, 0, good), null);
  for (const [name, area] of Object.entries({
    open: polygon(square(0, 0, 1, 1).slice(0, 4)),
    short: polygon([
      [0, 0],
      [1, 1],
      [0, 0],
    ]),
    twice: polygon([
      [0, 0],
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ]),
    crossing: polygon([
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]),
    far: polygon(square(0, 0, 1, 91)),
    line: 'dynamic({"type":"LineString","coordinates":[[0,0],[1,1]]})',
    bag: 'dynamic({})',
    none: 'dynamic(null)',
    text: 'dynamic({"type":"Polygon","coordinates":[[["a",0],[1,1],[1,0],["a",0]]]})',
  })) {
    assert.equal(within(0.5, 0.5, area), null, name);
  }
});

it('a point is in a square as on the map, where the edges are meridians and the equator', () => {
  const degree = fc.integer({ min: -60, max: 60 });
  fc.assert(
    fc.property(degree, degree, fc.integer({ min: 1, max: 59 }), (lng, west, width) => {
      const coordinates = [square(west, -30, west + width, 0)];
      const area = polygonsOf(
        new Map<string, never>([
          ['type', 'Polygon' as never],
          ['coordinates', coordinates as never],
        ]),
      )!;
      const at = lng + 0.5;
      assert.equal(inPolygons(at, -0.5, area), at > west && at < west + width);
      assert.equal(inPolygons(at, 0.5, area), false);
    }),
    { seed: 7 },
  );
});
