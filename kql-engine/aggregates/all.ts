/** Loads every family of aggregates, so that the registry is complete. */
import './numbers.ts';
import './collections.ts';
import './distinct-count.ts';
import './picks.ts';
import './percentile.ts';
import './schema.ts';
import './sketches.ts';
