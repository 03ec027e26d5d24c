import { gunzipSync } from 'node:zlib';
import { MailflowError } from '../error.ts';

/** Most bytes of a request, as sent and unpacked. Own choice: some 30,000 lines, well within a host's memory. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** A body that cannot be taken, with the HTTP status that says so. */
export class BadBody extends MailflowError {
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, code: string, message: string, advice: string, cause?: unknown) {
    super(code, message, { advice, cause });
    this.status = status;
  }
}

/**
 * Reads the body of a request and unpacks it.
 * @param encoding the Content-Encoding header
 * @throws BadBody 413 too large, 415 an encoding other than gzip, 400 broken gzip
 */
export async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  encoding: string | null,
  maxBytes: number,
): Promise<Buffer> {
  const coding = encoding?.trim().toLowerCase() || 'identity';
  if (coding !== 'identity' && coding !== 'gzip' && coding !== 'x-gzip') {
    throw new BadBody(
      415,
      'encoding',
      `Content-Encoding ${coding} is not read here.`,
      'Send gzip, or no compression.',
    );
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const raw = Buffer.concat(chunks);
  if (coding === 'identity' || raw.length === 0) return raw;
  try {
    return gunzipSync(raw, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    const advice = 'Compress the whole body once, or leave Content-Encoding out.';
    throw new BadBody(400, 'gzip', 'The body is not gzip, though Content-Encoding says so.', advice, error);
  }
}

function tooLarge(maxBytes: number): BadBody {
  const message = `The body is larger than ${maxBytes} bytes (unpacked).`;
  return new BadBody(413, 'body-too-large', message, 'Send fewer lines in one request.');
}
