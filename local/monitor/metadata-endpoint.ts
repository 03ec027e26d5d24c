import type { IncomingMessage, ServerResponse } from 'node:http';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';
import type { TableSchema } from './collection-rule.ts';
import { sendJson } from './send-json.ts';

const path = /^\/v1\/workspaces\/([^/]+)\/metadata\/?$/i;

/** Whether a request is one for the metadata of a workspace. */
export function isMetadataPath(pathname: string): boolean {
  return path.test(pathname);
}

/** A saved function as `infra/generated/content/functions.json` has it. */
export interface FunctionSchema {
  readonly alias: string;
  readonly parameters: string;
  readonly description: string;
  readonly query: string;
}

/**
 * The metadata API of Log Analytics, `GET /v1/workspaces/{id}/metadata`: tables with their columns, and saved functions.
 * The parts about solutions, categories and resources are left out: the stack has none.
 * Source: learn.microsoft.com, REST reference "Log Analytics – Metadata – Get".
 */
export function metadataEndpoint(
  tables: readonly TableSchema[],
  functions: readonly FunctionSchema[],
): (request: IncomingMessage, response: ServerResponse) => void {
  const metadata = {
    tables: tables.map(({ name, columns }) => ({
      id: `t/${name}`,
      name,
      timespanColumn: 'TimeGenerated',
      columns: kustoColumns(columns),
    })),
    functions: functions.map(({ alias, parameters, description, query }) => ({
      id: `f/${alias}`,
      name: alias,
      displayName: alias,
      description,
      parameters,
      body: query,
    })),
  };
  return (request, response) => {
    request.resume();
    sendJson(response, 200, metadata);
  };
}
