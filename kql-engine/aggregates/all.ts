/** Loads every family of aggregates, so that the registry is complete. */
import './numbers.ts';
import './collections.ts';
import './picks.ts';
import './percentile.ts';
