import { app } from '@azure/functions';
import { sweepBlobs } from '../src/forwarding/sweep-blobs.ts';
import { wire } from './wiring.ts';

/** Every minute: finds blobs that have grown without a message. */
app.timer('sweep-blobs', {
  schedule: '0 * * * * *',
  async handler(_timer, context) {
    const { behind, queued, removed } = await sweepBlobs(wire().forwarding);
    if (behind > 0 || removed > 0) {
      context.log(`${behind} blobs behind, ${queued} queued, ${removed} outdated checkpoints removed`);
    }
  },
});
