import { createHash } from 'node:crypto';

/**
 * Bytes at the beginning of a file that tell it from another of the same name. Exchange's header with its `#Date`
 * (to the millisecond) and the first records lie within.
 */
export const headLength = 1024;

/** Bytes before the end of what is shipped that must be the same in file and blob before more is appended. */
export const tailLength = 256;

/** Fingerprint of a beginning: its length and its SHA-256, `1024-<64 hex digits>`. */
export function fingerprint(head: Uint8Array): string {
  return `${head.length}-${createHash('sha256').update(head).digest('hex')}`;
}

/** Length that a fingerprint covers; 0 for one that cannot be read. */
export function fingerprintLength(text: string | undefined): number {
  const match = /^(\d{1,4})-[0-9a-f]{64}$/.exec(text ?? '');
  return match === null ? 0 : Number(match[1]);
}
