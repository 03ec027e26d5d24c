/** Microsoft Graph's own app id, the same in every tenant. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/**
 * Microsoft's app that serves message traces. A tenant needs a service principal of it.
 * Source: Microsoft Learn, "Graph API message trace onboarding guide" (2026).
 */
export const traceAppId = '8bd644d1-64a1-4d4b-ae52-2e0cbf64e373';

/** The app role of Microsoft Graph that reads message traces. */
export const traceRole = 'ExchangeMessageTrace.Read.All';

/** Id of that role. Source: Microsoft Learn, "Microsoft Graph permissions reference". */
export const traceRoleId = '89b20d8a-76e2-4057-867b-9961f800b9a4';
