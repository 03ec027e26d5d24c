import { app } from '@azure/functions';
import { receiveLines } from '../src/forwarding/receive-lines.ts';
import { wire } from './wiring.ts';

/** Lines from log shippers: POST /api/receive-lines. */
app.http('receive-lines', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'receive-lines',
  async handler(request) {
    const { forwarding, tally } = wire();
    const { headers, query } = request;
    const body = request.body as AsyncIterable<Uint8Array> | null;
    return receiveLines({ headers, query, body }, forwarding, tally);
  },
});
