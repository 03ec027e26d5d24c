/** Which way a message goes, seen from the organisation. */
export type Direction = 'Incoming' | 'Outgoing' | 'Internal' | 'External';

/**
 * The direction of a delivery from the accepted domains of the organisation: Incoming (only the recipient is ours),
 * Outgoing (only the sender is), Internal (both) or External (neither, as with forwarded mail).
 * @param acceptedDomains lower case; `*.contoso.com` stands for all domains below contoso.com
 * @returns undefined without accepted domains: nothing is guessed
 */
export function directionOf(
  sender: string,
  recipient: string,
  acceptedDomains: ReadonlySet<string>,
): Direction | undefined {
  if (acceptedDomains.size === 0) return undefined;
  const fromUs = isOurs(sender, acceptedDomains);
  const toUs = isOurs(recipient, acceptedDomains);
  if (fromUs) return toUs ? 'Internal' : 'Outgoing';
  return toUs ? 'Incoming' : 'External';
}

function isOurs(address: string, acceptedDomains: ReadonlySet<string>): boolean {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .replace(/>$/, '')
    .toLowerCase();
  if (!address.includes('@')) return false;
  if (acceptedDomains.has(domain)) return true;
  for (let dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
    if (acceptedDomains.has(`*${domain.slice(dot)}`)) return true;
  }
  return false;
}
