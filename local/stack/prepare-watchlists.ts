import { readWatchlists } from '../monitor/read-watchlists.ts';
import { removeSampleWatchlists, writeSampleWatchlists } from '../sample/watchlists.ts';

/**
 * Gives a folder the watchlists of the sample organisation, or takes them out where it does not run, and looks whether all
 * that lie there can be read.
 * @throws MailflowError `watchlist` where one cannot: rules would silently go without it
 */
export function prepareWatchlists(folder: string, sample: boolean): void {
  if (sample) writeSampleWatchlists(folder);
  else removeSampleWatchlists(folder);
  readWatchlists(folder);
}
