import { app } from '@azure/functions';
import { reportHealth } from '../src/forwarding/report-health.ts';
import { wire } from './wiring.ts';

/** Every 5 minutes: lag of each server, queue, poison queue and dead letters. */
app.timer('report-health', {
  schedule: '0 */5 * * * *',
  async handler(_timer, context) {
    const rows = await reportHealth(wire().forwarding);
    for (const { FilePath, error } of rows) {
      if (error !== undefined) context.warn(`${FilePath}: ${error}`);
    }
  },
});
