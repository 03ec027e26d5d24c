/** Loads the functions of places on the sphere. */
import './points.ts';
import './geohash.ts';
import './polygon.ts';
