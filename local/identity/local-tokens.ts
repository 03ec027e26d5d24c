import { createHmac, timingSafeEqual } from 'node:crypto';
import { traceRole } from '../../src/message-trace/message-trace-permission.ts';
import { identityClientId, tenantId } from '../stack/stack-layout.ts';

/** What a token says, as far as the stack looks at it. */
interface Claims {
  readonly aud: string;
  readonly iss: string;
  readonly nbf: number;
  readonly exp: number;
  /** App roles that the identity has at the audience. */
  readonly roles?: readonly string[];
}

/**
 * Makes and checks the access tokens of the stack: JSON Web Tokens signed with a secret of the data folder.
 */
export interface LocalTokens {
  /** @returns the token and when it ends, in seconds since 1970 */
  issue(resource: string): { readonly token: string; readonly expiresOn: number };
  /** @returns why the `Authorization` header does not let its sender in; undefined where it does */
  refusal(authorization: string | undefined, audiences: readonly string[]): string | undefined;
  /** The app roles in a token that was not refused. */
  roles(authorization: string | undefined): readonly string[];
}

/** Microsoft Graph as the audience of tokens. */
export const graphResource = 'https://graph.microsoft.com';

/** Managed identity tokens of Entra ID live for 24 hours. */
const lifetime = 86_400;

/**
 * The issuer has to look like Entra's: Azurite takes no other (see VALID_ISSUE_PREFIXES in its source). HS256
 * is enough here, as issuer and checkers are one program; Azurite does not check the signature.
 */
const issuer = `https://sts.windows.net/${tenantId}/`;

/**
 * @param secret signs the tokens @param now the clock @param graphAudiences where the stack's identity has the role that
 * reads message traces: Microsoft Graph, and the stack's own stand-in for it, as clients sign in to the endpoint they call
 */
export function localTokens(
  secret: string,
  now: () => Date,
  graphAudiences: readonly string[] = [graphResource],
): LocalTokens {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest();
  const seconds = () => Math.floor(now().getTime() / 1000);
  return {
    issue(resource) {
      const iat = seconds();
      const claims = {
        aud: withoutSlash(resource),
        iss: issuer,
        iat,
        nbf: iat - 300, // As Entra does, for clocks that are late.
        exp: iat + lifetime,
        appid: identityClientId,
        tid: tenantId,
        ver: '1.0',
        ...(graphAudiences.includes(withoutSlash(resource)) && { roles: [traceRole] }),
      };
      const text = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`;
      return { token: `${text}.${sign(text).toString('base64url')}`, expiresOn: claims.exp };
    },
    refusal(authorization, audiences) {
      const token = bearerToken(authorization);
      if (token === undefined) return 'A bearer token is required.';
      const [header, payload, signature, ...rest] = token.split('.');
      const claims = decode(payload);
      if (signature === undefined || rest.length > 0 || claims === undefined)
        return 'The token is no JSON Web Token.';
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(`${header}.${payload}`);
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        return 'The signature is not valid.';
      if (claims.iss !== issuer) return 'The token comes from another issuer.';
      if (!audiences.includes(withoutSlash(claims.aud))) return `The token is meant for ${claims.aud}.`;
      const time = seconds();
      if (time < claims.nbf) return 'The token is not valid yet.';
      if (time >= claims.exp) return 'The token has expired.';
      return undefined;
    },
    roles: (authorization) => decode(bearerToken(authorization)?.split('.')[1])?.roles ?? [],
  };
}

function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string | undefined): Claims | undefined {
  try {
    const claims = JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Partial<Claims>;
    const { aud, iss, nbf, exp, roles } = claims;
    if (
      typeof aud !== 'string' ||
      typeof iss !== 'string' ||
      typeof nbf !== 'number' ||
      typeof exp !== 'number'
    )
      return undefined;
    return { aud, iss, nbf, exp, ...(roles && { roles }) };
  } catch {
    return undefined;
  }
}

function withoutSlash(resource: string): string {
  return resource.replace(/\/$/, '');
}
