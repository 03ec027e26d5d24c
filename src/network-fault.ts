/** Codes of Node and of the Azure SDKs for requests that found no way to the service and back. */
const codes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'REQUEST_SEND_ERROR',
]);

/** Whether an error's code says that the network is at fault: name resolution, connection, proxy. */
export function isNetworkFault(code: string): boolean {
  return codes.has(code);
}
