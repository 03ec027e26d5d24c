import { app } from '@azure/functions';
import { forwardBlob } from '../src/forwarding/forward-blob.ts';
import { blobOfMessage } from '../src/storage/blob-subject.ts';
import { wire } from './wiring.ts';

/** Event Grid's BlobCreated events, the agent's nudges, and what earlier runs queued again. */
app.storageQueue('forward-blob', {
  connection: 'MAILFLOW_STORAGE',
  queueName: 'forward-blob',
  async handler(message, context) {
    const blob = blobOfMessage(message);
    if (blob === undefined) {
      context.warn('The message is about no blob of exchange-logs; it is dropped.');
      return;
    }
    const outcome = await forwardBlob(blob, wire().forwarding);
    context.log(`${blob}: ${outcome}`);
  },
});
