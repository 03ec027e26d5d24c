/** The one thing needed of response headers. */
export interface HeaderSource {
  get(name: string): string | undefined;
}

/**
 * How long the service asks to wait, in milliseconds, or undefined where it does not say. Reads `retry-after-ms` and
 * `x-ms-retry-after-ms` (the Azure SDKs know both), then `Retry-After` as seconds or as an HTTP date (RFC 9110,
 * 10.2.3). A date in the past is 0.
 */
export function parseRetryAfter(headers: HeaderSource, now: number): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const value = headers.get(name)?.trim();
    if (value && /^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value));
  }
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
