import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Database, KqlError, type QueryResult } from '../../kql-engine/index.ts';
import { readBody } from './read-body.ts';
import { type ResultTable, resultTables } from './result-tables.ts';
import { sendJson } from './send-json.ts';

const path = /^\/v1\/workspaces\/([^/]+)\/query\/?$/i;
const maxRequestBytes = 1024 * 1024;

/** Whether a request is one for the query API. */
export function isQueryPath(pathname: string): boolean {
  return path.test(pathname);
}

/**
 * The Log Analytics query API: `POST /v1/workspaces/{id}/query` with `{query, timespan}`, or GET with the
 * same as parameters.
 * There is one workspace, whatever the id. The time range applies to TimeGenerated. Dynamic values come as
 * JSON text, as the service sends them.
 * Source: learn.microsoft.com, "Azure Monitor Log Analytics API" (request format, response format, errors).
 */
export function queryEndpoint(
  database: Database,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  return async (request, response, url) => {
    const asked = await readRequest(request, url);
    if (typeof asked === 'string') {
      request.resume();
      sendJson(response, 400, badArgument(asked));
      return;
    }
    try {
      const result = database.query(asked.query, { timespan: asked.timespan });
      const tables = resultTables(result);
      tables.forEach(dynamicsAsText);
      const render = wantsRender(request) ? { render: renderHint(result) } : {};
      sendJson(response, 200, { tables, ...render });
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      sendJson(
        response,
        400,
        error.code === 'timespan' ? badArgument(error.message) : kqlFailure(error, asked.query),
      );
    }
  };
}

/** Source: "Azure Monitor Log Analytics API", `Prefer: include-render=true`. */
function wantsRender({ headers }: IncomingMessage): boolean {
  return /(?:^|,)\s*include-render\s*=\s*true\s*(?:,|$)/i.test(String(headers.prefer ?? ''));
}

/** The chart that `render` asks for, with its properties; empty where the query has none. */
function renderHint({ render, renderProperties }: QueryResult): object {
  return render === undefined ? {} : { visualization: render, ...renderProperties };
}

function dynamicsAsText({ columns, rows }: ResultTable): void {
  const dynamics = columns.flatMap(({ type }, index) => (type === 'dynamic' ? [index] : []));
  for (const row of rows) {
    for (const index of dynamics) {
      if (row[index] !== null && typeof row[index] !== 'string') row[index] = JSON.stringify(row[index]);
    }
  }
}

interface Asked {
  readonly query: string;
  readonly timespan: string | undefined;
}

/** @returns what is asked, or what is wrong with the request */
async function readRequest(request: IncomingMessage, url: URL): Promise<Asked | string> {
  let given: { query?: unknown; timespan?: unknown };
  if (request.method === 'GET') {
    given = Object.fromEntries(url.searchParams);
  } else if (request.method === 'POST') {
    const body = await readBody(request, maxRequestBytes);
    if (body === undefined) return `The request is longer than ${maxRequestBytes} bytes.`;
    try {
      given = JSON.parse(body.toString());
    } catch {
      return 'The request body is malformed JSON.';
    }
  } else {
    return `The method ${request.method} is not supported; POST and GET are.`;
  }
  const { query, timespan } = given ?? {};
  if (typeof query !== 'string' || query.trim() === '') return 'The request has no query.';
  if (timespan !== undefined && timespan !== null && typeof timespan !== 'string')
    return 'The timespan has to be text.';
  return { query, timespan: timespan || undefined };
}

function badArgument(message: string): object {
  return {
    error: {
      message: 'The request had some invalid properties',
      code: 'BadArgumentError',
      correlationId: randomUUID(),
      innererror: { code: 'InvalidArgument', message },
    },
  };
}

/** The nested form in which the service reports errors of a query; the innermost says what is wrong. */
function kqlFailure(error: KqlError, query: string): object {
  const before = query.slice(0, error.start).split('\n');
  const innermost = {
    code: error.code,
    message: error.message,
    line: before.length,
    pos: before.at(-1)!.length,
    token: query.slice(error.start, error.start + error.length),
  };
  const outer =
    error.kind === 'runtime'
      ? { code: 'QueryExecutionError', message: 'The query failed while it ran.' }
      : isSyntax(error)
        ? { code: 'SyntaxError', message: 'A recognition error occurred in the query.' }
        : { code: 'SemanticError', message: 'A semantic error occurred.' };
  return {
    error: {
      message: 'The request had some invalid properties',
      code: 'BadArgumentError',
      correlationId: randomUUID(),
      innererror: { ...outer, innererror: innermost },
    },
  };
}

/**
 * Kusto's language service numbers errors of syntax KS001 to KS006; KS176 is an operator missing behind a
 * bar.
 */
function isSyntax(error: KqlError): boolean {
  return /^KS(?:0\d\d|176)$/.test(error.code);
}
