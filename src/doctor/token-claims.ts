/** What an access token says about whom it is for. Access tokens of Entra ID are JSON Web Tokens. */
export interface TokenClaims {
  /** Application (client) id. */
  readonly appId?: string;
  /** Object id of the identity. */
  readonly objectId?: string;
  readonly tenantId?: string;
  /** Whether it stands for a person. */
  readonly person: boolean;
}

/**
 * Reads the claims, without checking the token: it is not for us. Undefined where it is no JSON Web Token.
 * Source: Microsoft identity platform, "Access token claims reference" (`appid`/`azp`, `oid`, `tid`, `scp`).
 */
export function tokenClaims(token: string): TokenClaims | undefined {
  try {
    const payload = token.split('.')[1] ?? '';
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const text = (...names: string[]) =>
      names.map((name) => claims[name]).find((value) => typeof value === 'string');
    const [appId, objectId, tenantId] = [text('appid', 'azp'), text('oid'), text('tid')];
    return {
      ...(appId !== undefined && { appId }),
      ...(objectId !== undefined && { objectId }),
      ...(tenantId !== undefined && { tenantId }),
      // Only delegated tokens have scopes; tokens of apps have roles at most.
      person: text('scp') !== undefined,
    };
  } catch {
    return undefined;
  }
}
