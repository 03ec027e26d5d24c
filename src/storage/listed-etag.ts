/** An ETag as headers have it. Listings of Azure leave out its quotes, those of Azurite do not. */
export function listedEtag(etag: string): string {
  return etag.startsWith('"') ? etag : `"${etag}"`;
}
