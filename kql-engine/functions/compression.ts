import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { define } from './registry.ts';

/** The most bytes of a block that is stored as it is (RFC 1951). */
const STORED_BLOCK = 65_535;

/** The bytes as one stored block: what the service makes of short text that would not get smaller. */
function stored(bytes: Uint8Array): Buffer {
  const length = bytes.length;
  const header = [1, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255];
  return Buffer.concat([Uint8Array.from(header), bytes]);
}

function deflated(bytes: Uint8Array): Buffer {
  const smaller = deflateRawSync(bytes);
  return smaller.length < bytes.length || bytes.length > STORED_BLOCK ? smaller : stored(bytes);
}

// the check sums are taken from what the library makes; the headers are those of the documentation's examples
const frames: Record<string, (bytes: Buffer) => Buffer[]> = {
  zlib: (bytes) => [Buffer.from('7801', 'hex'), deflated(bytes), deflateSync(bytes).subarray(-4)],
  gzip: (bytes) => [
    Buffer.from('1f8b08000000000000ff', 'hex'),
    deflated(bytes),
    gzipSync(bytes).subarray(-8),
  ],
};

for (const [name, frame] of Object.entries(frames)) {
  define(`${name}_compress_to_base64_string`, ['string'], (text: string) =>
    Buffer.concat(frame(Buffer.from(text, 'utf8'))).toString('base64'),
  );
}
