import { traceRole } from '../../src/message-trace/message-trace-permission.ts';
import { type GraphServer, startGraphServer } from '../../test/doubles/graph/graph-server.ts';
import { GraphService } from '../../test/doubles/graph/graph-service.ts';
import type { Tenant } from '../../test/doubles/graph/tenant.ts';
import { graphResource, type LocalTokens } from '../identity/local-tokens.ts';
import type { StackLayout } from '../stack/stack-layout.ts';

export interface ExchangeOnlineOptions
  extends Pick<StackLayout, 'graphPort' | 'graphUrl' | 'certificateFile' | 'keyFile'> {
  readonly tenant: Tenant;
  readonly tokens: LocalTokens;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Microsoft Graph for the message traces of a tenant, over HTTPS on 127.0.0.1, with its quota. Callers need a token of
 * the stack's managed identity for Microsoft Graph with the role for message traces.
 */
export function startExchangeOnline(options: ExchangeOnlineOptions): Promise<GraphServer> {
  const { tokens } = options;
  const service = new GraphService({
    tenant: options.tenant,
    now: options.now,
    keepLog: false,
    authorize(authorization) {
      if (authorization === undefined) return 'no-token';
      if (tokens.refusal(authorization, [graphResource, options.graphUrl]) !== undefined)
        return 'token-expired';
      return tokens.roles(authorization).includes(traceRole) ? undefined : 'role-missing';
    },
  });
  return startGraphServer(service, {
    port: options.graphPort,
    certificateFile: options.certificateFile,
    keyFile: options.keyFile,
  });
}
