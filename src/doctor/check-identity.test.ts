import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccessToken } from '@azure/identity';
import { checkIdentity } from './check-identity.ts';
import { runChecks } from './run-checks.ts';
import { about } from './test-examination.ts';

const now = Date.parse('2026-11-21T08:00:00Z');

async function look(getToken: () => AccessToken | null): Promise<string> {
  const audience = { service: 'Azure Monitor', audience: 'https://monitor.azure.com' };
  const check = checkIdentity({ getToken: async () => getToken() }, [audience], () => now);
  return about(await runChecks([check], 5000), 'token for Azure Monitor');
}

function throwing(name: string, message: string, errors?: Error[]): () => never {
  return () => {
    throw Object.assign(new Error(message), { name, errors });
  };
}

function token(claims: object): () => AccessToken {
  const text = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  return () => ({ token: text, expiresOnTimestamp: now + 3_600_000 });
}

describe('checkIdentity', () => {
  it('says whose token it is, and never a name or an address', async () => {
    const claims = { appid: 'app-1', oid: 'object-1', tid: 'tenant-1', upn: 'anna@contoso.com' };
    assert.equal(
      await look(token(claims)),
      'passed: the app app-1, object object-1, tenant tenant-1, for 60 minutes',
    );
    const person = await look(token({ ...claims, scp: 'user_impersonation' }));
    assert.match(person, /^passed: a person/);
    assert.doesNotMatch(person, /contoso/);
    const opaque = await look(() => ({ token: 'opaque', expiresOnTimestamp: now + 60_000 }));
    assert.match(opaque, /^passed: https:\/\/monitor.azure.com, for 1 minutes/);
  });

  it('gives the advice that belongs to the code of Entra ID', async () => {
    for (const [code, advice] of [
      ['AADSTS500011', /audience is of another cloud/],
      ['AADSTS7000222', /secret or the certificate/],
      ['AADSTS700016', /AZURE_CLIENT_ID/],
      ['AADSTS50076', /az login/],
      ['AADSTS1', /managed identity.*az login/],
    ] as const) {
      const text = await look(throwing('AuthenticationError', `${code}: text\nTrace ID: 1\nTimestamp: 2`));
      assert.match(text, /^failed: https:\/\/monitor.azure.com: AADSTS\d+: text → /);
      assert.match(text, advice);
    }
  });

  it('names the ways of signing in that were tried', async () => {
    const text = await look(
      throwing('AggregateAuthenticationError', 'ChainedTokenCredential authentication failed.\nmore', [
        new Error('EnvironmentCredential is unavailable.'),
        new Error('ManagedIdentityCredential: no endpoint'),
        new Error('AzureCliCredential: AADSTS50173 the grant has been revoked'),
      ]),
    );
    assert.match(
      text,
      /no way of signing in worked \(EnvironmentCredential, ManagedIdentityCredential, AzureCliCredential\)/,
    );
    assert.match(text, /asks for a new sign-in/);
  });

  it('knows a missing managed identity, and an identity that gives nothing', async () => {
    const text = await look(
      throwing('CredentialUnavailableError', 'ManagedIdentityCredential: no managed identity endpoint found'),
    );
    assert.match(text, /→ Give the app a managed identity/);
    assert.match(await look(() => null), /failed: The identity gives no token/);
  });
});
