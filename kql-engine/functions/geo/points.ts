import { unsupported } from '../../scope.ts';
import { define, defineCall } from '../registry.ts';
import { distance, isPlace } from './sphere.ts';

defineCall('geo_distance_2points', ['real', 'real', 'real', 'real', 'any'], ({ args, node }) => {
  // the numbers of the service on the spheroid are documented by no example
  if (args[4] && args[4].constant?.value !== false)
    throw unsupported('geo_distance_2points() on the spheroid', node);
  return (lng1: number, lat1: number, lng2: number, lat2: number) =>
    isPlace(lng1, lat1) && isPlace(lng2, lat2) ? distance(lng1, lat1, lng2, lat2) : null;
});

define('geo_point_in_circle', ['real', 'real', 'real', 'real', 'real'], (
  lng: number,
  lat: number,
  centreLng: number,
  centreLat: number,
  radius: number,
) =>
  isPlace(lng, lat) && isPlace(centreLng, centreLat) && radius > 0
    ? distance(lng, lat, centreLng, centreLat) <= radius
    : null);
