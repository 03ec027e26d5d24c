import { MailflowError } from '../src/error.ts';
import type { ResultTable } from './format-result.ts';

/** The error body of the Log Analytics query API: the innermost message says most. */
interface QueryFailure {
  readonly message?: string;
  readonly innererror?: QueryFailure;
}

/**
 * Asks a running local stack by the Log Analytics query API.
 * @param workspace its address, such as `http://127.0.0.1:4280`
 * @param timespan ISO 8601 duration or interval
 * @returns the tables of the result, at least one
 * @throws MailflowError `no-stack` where nobody answers, `query-failed` where the query is refused
 */
export async function queryWorkspace(
  kql: string,
  workspace: string,
  timespan?: string,
): Promise<ResultTable[]> {
  const url = URL.parse('/v1/workspaces/local/query', workspace);
  if (url === null) {
    throw new MailflowError('no-stack', `${workspace} is not an address.`, {
      advice: 'Use the address that mailflow up prints, such as http://127.0.0.1:4280.',
    });
  }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: kql, timespan }),
  }).catch((error: unknown) => {
    throw new MailflowError('no-stack', `No local stack answers at ${url.origin}.`, {
      advice: 'Start one with mailflow up, and use the address it prints.',
      cause: error,
    });
  });
  const body = (await response.json()) as { tables?: ResultTable[]; error?: QueryFailure };
  if (body.tables === undefined)
    throw new MailflowError('query-failed', innermost(body.error) ?? `HTTP ${response.status}`);
  return body.tables.map(withDynamics);
}

function innermost(error: QueryFailure | undefined): string | undefined {
  return error === undefined ? undefined : (innermost(error.innererror) ?? error.message);
}

/** The service sends dynamic values as JSON text. */
function withDynamics({ name, columns, rows }: ResultTable): ResultTable {
  return {
    name,
    columns,
    rows: rows.map((row) =>
      row.map((value, i) =>
        columns[i].type === 'dynamic' && typeof value === 'string' && value !== ''
          ? (JSON.parse(value) as unknown)
          : value,
      ),
    ),
  };
}
