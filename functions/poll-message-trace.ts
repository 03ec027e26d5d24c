import { app } from '@azure/functions';
import { pollMessageTraces } from '../src/message-trace/poll-message-traces.ts';
import { wire } from './wiring.ts';

/** Every 5 minutes: new and changed message traces of Exchange Online, and a piece of the backfill. */
app.timer('poll-message-trace', {
  schedule: '0 */5 * * * *',
  async handler(_timer, context) {
    const { traces } = wire();
    if (traces === undefined) return;
    const { outcome, error, rowsNew, rowsChanged, requests, backfill } = await pollMessageTraces(traces);
    const parts = [outcome, `${rowsNew} new, ${rowsChanged} changed`, `${requests} requests`, backfill];
    context.log(parts.filter((part) => part !== undefined).join('; '));
    // What passes by itself is only told; what needs a person fails the run, so that it shows in the portal.
    if (outcome === 'failed' && error !== undefined && !error.retryable) throw error;
  },
});
