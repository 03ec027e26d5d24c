import type { TokenCredential } from '@azure/identity';
import { type Check, type Finding, failed, passed } from './finding.ts';
import { tokenClaims } from './token-claims.ts';

/** A service that tokens are needed for. */
export interface Audience {
  /** As a person knows it, such as "Azure Monitor". */
  readonly service: string;
  /** https URL, without `/.default`. */
  readonly audience: string;
}

/** Gets a token for each service, and says whose it is. One after the other: sign-in by a tool takes no two at once. */
export function checkIdentity(
  credential: TokenCredential,
  audiences: readonly Audience[],
  now: () => number,
): Check {
  return {
    name: 'identity',
    async run(signal) {
      const found: Finding[] = [];
      for (const one of audiences) found.push(await tryAudience(credential, one, now, signal));
      return found;
    },
  };
}

async function tryAudience(
  credential: TokenCredential,
  { service, audience }: Audience,
  now: () => number,
  signal: AbortSignal,
): Promise<Finding> {
  const check = `token for ${service}`;
  try {
    const token = await credential.getToken(`${audience}/.default`, { abortSignal: signal });
    if (token === null) return failed(check, 'The identity gives no token.', signInAdvice('', 0));
    const minutes = Math.round((token.expiresOnTimestamp - now()) / 60_000);
    const claims = tokenClaims(token.token);
    if (claims === undefined) return passed(check, `${audience}, for ${minutes} minutes`);
    const { appId, objectId, tenantId, person } = claims;
    const who = person ? 'a person, signed in with the app' : 'the app';
    return passed(
      check,
      [
        `${who} ${appId ?? '?'}`,
        `object ${objectId ?? '?'}`,
        `tenant ${tenantId ?? '?'}`,
        `for ${minutes} minutes`,
      ].join(', '),
    );
  } catch (error) {
    return failed(
      check,
      `${audience}: ${signInMessage(error)}`,
      signInAdvice(allMessages(error), errorsOf(error).length),
    );
  }
}

/** The first line says enough; where several ways of signing in were tried, their names. */
function signInMessage(error: unknown): string {
  const tried = errorsOf(error).flatMap(({ message }) => /^(\w+Credential)\b/.exec(message)?.[1] ?? []);
  const first = allMessages(error).split(/\r?\n/, 1)[0].trim();
  return tried.length === 0 ? first : `no way of signing in worked (${[...new Set(tried)].join(', ')})`;
}

function allMessages(error: unknown): string {
  const { message = String(error) } = error as Partial<Error>;
  return [message, ...errorsOf(error).map((one) => one.message)].join('\n');
}

/** What an `AggregateAuthenticationError` is made of. */
function errorsOf(error: unknown): readonly Error[] {
  const { errors } = error as { errors?: unknown };
  return Array.isArray(errors) ? errors.filter((one) => one instanceof Error) : [];
}

/** Codes of Entra ID. Source: Microsoft identity platform, "Authentication and authorization error codes". */
function signInAdvice(message: string, tried: number): string {
  const code = /AADSTS(\d+)/.exec(message)?.[1];
  if (code === '500011') {
    return 'The tenant does not know this service: the audience is of another cloud, or the identity of another tenant. Check MAILFLOW_INGESTION_AUDIENCE, --cloud and AZURE_TENANT_ID.';
  }
  if (code === '7000222' || code === '700027' || code === '700024') {
    return 'The secret or the certificate of the app has ended or is not the one that Entra ID knows. Make a new one, or use a managed identity, which needs none.';
  }
  if (code === '700016' || code === '90002') {
    return 'The tenant does not know the app, or there is no such tenant. Check AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_AUTHORITY_HOST.';
  }
  if (code === '50076' || code === '50079' || code === '53003' || code === '50173' || code === '70043') {
    return 'A policy asks for a new sign-in: "az login", with --tenant and --scope as the text says.';
  }
  if (tried <= 1 && /managed ?identity|IMDS|MSI/i.test(message)) {
    return 'Give the app a managed identity, and set AZURE_CLIENT_ID to the client id of a user-assigned one.';
  }
  return 'In Azure, give the app a managed identity (and set AZURE_CLIENT_ID for a user-assigned one). Elsewhere "az login", or set AZURE_TENANT_ID, AZURE_CLIENT_ID and a certificate or secret.';
}
