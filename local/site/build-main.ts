import { buildSite } from './build-site.ts';

/** The process that builds the site: `build-main.ts FOLDER`. */
await buildSite(process.argv[2]!);
