import { createHttpHeaders, type HttpClient, RestError } from '@azure/core-rest-pipeline';
import { ConnectionBroken, type GraphService } from './graph-service.ts';

/** The double as the transport of a pipeline, without sockets: every answer comes in the same turn of the event loop. */
export function graphHttpClient(service: GraphService): HttpClient {
  return {
    async sendRequest(request) {
      if (request.abortSignal?.aborted) throw new DOMException('The request was aborted.', 'AbortError');
      try {
        const { status, headers, body } = service.handle({
          method: request.method,
          url: request.url,
          headers: request.headers.toJSON(),
        });
        return { request, status, headers: createHttpHeaders(headers), bodyAsText: body };
      } catch (error) {
        if (!(error instanceof ConnectionBroken)) throw error;
        throw new RestError('socket hang up', { code: 'ECONNRESET', request });
      }
    },
  };
}
