/** An answer of Azure Resource Manager. */
export interface ArmAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** `{"error":{"code","message"}}`. Source: Azure Resource Manager, "Common deployment errors"; RPC contract, "Error responses". */
export function armError(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): ArmAnswer {
  return { status, body: { error: { code, message } }, ...(headers && { headers }) };
}

/** Texts as Resource Manager writes them. Source: Learn, "Resolve not found errors", "Troubleshoot Azure RBAC", "Throttling". */
export const armErrors = {
  noToken: () =>
    armError(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.", {
      'www-authenticate': 'Bearer authorization_uri="https://login.test/", error="invalid_token"',
    }),
  wrongTenant: (tenant: string) =>
    armError(
      401,
      'InvalidAuthenticationTokenTenant',
      `The access token is from the wrong issuer. It must match the tenant '${tenant}' associated with this subscription.`,
    ),
  forbidden: (action: string, scope: string) =>
    armError(
      403,
      'AuthorizationFailed',
      `The client 'test' with object id 'test' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
  noVersion: () =>
    armError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    ),
  noSubscription: (id: string) =>
    armError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`),
  noGroup: (name: string) =>
    armError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`),
  noResource: (type: string, group: string) =>
    armError(
      404,
      'ResourceNotFound',
      `The Resource '${type}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    ),
  noParent: (name: string) =>
    armError(
      404,
      'ParentResourceNotFound',
      `Failed to perform 'read' on resource(s) of type 'workspaces/tables', because the parent resource '${name}' could not be found.`,
    ),
  throttled: (seconds: number) =>
    armError(429, 'SubscriptionRequestsThrottled', 'Number of requests exceeded the limit.', {
      'retry-after': String(seconds),
    }),
  busy: (table: string) =>
    armError(409, 'Conflict', `Table ${table} cannot be changed while another operation is in progress.`),
} as const;
