import { createHash } from 'node:crypto';

/** The namespace that "String functions for Bicep", Microsoft Learn, names for `guid`. */
const namespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

/** `guid`: a UUID of version 5 (RFC 9562) over the strings with hyphens between them. */
export function guid(...values: string[]): string {
  const hash = createHash('sha1').update(namespace).update(values.join('-')).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
