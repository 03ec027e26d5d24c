import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../monitor/send-json.ts';
import { identityClientId } from '../stack/stack-layout.ts';
import type { LocalTokens } from './local-tokens.ts';

/**
 * The managed identity endpoint of App Service and Functions: GET with `api-version=2019-08-01`, `resource`,
 * and the secret of `IDENTITY_HEADER` in the header X-IDENTITY-HEADER.
 * Source: learn.microsoft.com, App Service, "Use managed identities: Connect to Azure services in app code".
 */
export function managedIdentity(
  tokens: LocalTokens,
  secret: string,
): (request: IncomingMessage, response: ServerResponse, url: URL) => void {
  return (request, response, url) => {
    if (!equal(String(request.headers['x-identity-header'] ?? ''), secret)) {
      sendJson(response, 401, { statusCode: 401, message: 'The X-IDENTITY-HEADER does not match.' });
      return;
    }
    const resource = url.searchParams.get('resource');
    if (request.method !== 'GET' || url.searchParams.get('api-version') !== '2019-08-01' || !resource) {
      sendJson(response, 400, {
        statusCode: 400,
        message: 'Expected a GET with api-version=2019-08-01 and resource.',
      });
      return;
    }
    const { token, expiresOn } = tokens.issue(resource);
    sendJson(response, 200, {
      access_token: token,
      expires_on: String(expiresOn),
      resource,
      token_type: 'Bearer',
      client_id: url.searchParams.get('client_id') ?? identityClientId,
    });
  };
}

function equal(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
