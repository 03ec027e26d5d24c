import { TemplateError } from '../arm-value.ts';

/**
 * `cidrSubnet`: the range number `index` (from 0) of those with `length` bits into which an IPv4 network divides.
 * Source: "CIDR functions for ARM templates", Microsoft Learn.
 */
export function cidrSubnet(network: string, length: number, index: number): string {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(network)?.map(Number) ?? [];
  const bits = parts.pop();
  if (bits === undefined || bits > 32 || parts.some((part) => part > 255)) {
    throw new TemplateError(`cidrSubnet: ${network} is no IPv4 network`);
  }
  if (length < bits || length > 32)
    throw new TemplateError(`cidrSubnet: /${length} does not fit into ${network}`);
  if (index < 0 || index >= 2 ** (length - bits)) {
    throw new TemplateError(`cidrSubnet: ${network} has no subnet ${index} of /${length}`);
  }
  const address = parts.reduce((all, part) => all * 256 + part, 0);
  const start = address - (address % 2 ** (32 - bits)) + index * 2 ** (32 - length);
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${bytes.join('.')}/${length}`;
}
