import type { IncomingMessage } from 'node:http';

/**
 * Reads a request body.
 * @param limit bytes; a longer body is read to its end and thrown away, so that its sender gets the answer
 * @returns the bytes; undefined where there are more than `limit`
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length > limit ? undefined : Buffer.concat(chunks, length);
}
