/** A column of a result or table, with its KQL type. */
export interface ColumnSchema {
  readonly name: string;
  readonly type: string;
}

/** A table of a result. Dynamic values come as JSON text. */
export interface ResultTable {
  readonly name: string;
  readonly columns: readonly ColumnSchema[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What `render` at the end of a query asks for. */
export interface RenderHint {
  readonly visualization: string;
  readonly [property: string]: unknown;
}

export interface QueryAnswer {
  readonly tables: readonly ResultTable[];
  readonly render: RenderHint | undefined;
}

/** The state of the stack: `/status`. */
export interface StackStatus {
  readonly started: string;
  /** Rows taken in since the start. */
  readonly received: number;
  /** Over the last minute. */
  readonly rowsPerSecond: number;
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
  readonly children: readonly { readonly name: string; readonly state: string; readonly restarts: number }[];
}

export interface Metadata {
  readonly tables: readonly { readonly name: string; readonly columns: readonly ColumnSchema[] }[];
  readonly functions: readonly {
    readonly name: string;
    readonly parameters?: string;
    readonly body: string;
    readonly description?: string;
  }[];
}

/** An error of a query, with the place where it was found: line and column count from 1. */
export class QueryError extends Error {
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly tokenLength: number;

  constructor(message: string, line?: number, column?: number, tokenLength = 1) {
    super(message);
    this.name = 'QueryError';
    this.line = line;
    this.column = column;
    this.tokenLength = tokenLength;
  }
}

/**
 * Runs a query with the query API of the stack.
 * @param timespan ISO 8601; undefined: the query itself says it
 * @throws QueryError where the stack refuses it
 */
export async function runQuery(query: string, timespan?: string, signal?: AbortSignal): Promise<QueryAnswer> {
  const response = await fetch('/v1/workspaces/local/query', {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'include-render=true' },
    body: JSON.stringify({ query, timespan }),
    signal: signal ?? null,
  });
  const body = await response.json();
  if (!response.ok) throw queryError(body.error ?? {});
  const { visualization } = body.render ?? {};
  return {
    tables: body.tables,
    render: visualization ? body.render : undefined,
  };
}

interface ServiceError {
  readonly message?: string;
  readonly line?: number;
  readonly pos?: number;
  readonly token?: string;
  readonly innererror?: ServiceError;
}

/** The innermost of the nested errors says what is wrong. */
function queryError(error: ServiceError): QueryError {
  let inner = error;
  while (inner.innererror !== undefined) inner = inner.innererror;
  const column = inner.pos === undefined ? undefined : inner.pos + 1;
  return new QueryError(inner.message ?? 'The query failed.', inner.line, column, inner.token?.length);
}

export async function fetchStatus(): Promise<StackStatus> {
  return (await fetch('/status')).json();
}

let metadata: Promise<Metadata> | undefined;
/** Tables and functions of the workspace; asked once. */
export function fetchMetadata(): Promise<Metadata> {
  metadata ??= fetchJson('/v1/workspaces/local/metadata');
  metadata.catch(() => {
    metadata = undefined;
  });
  return metadata;
}

/** Files that are deployed as well: rules, hunting queries, workbooks. */
export async function fetchContent<T>(name: string): Promise<readonly T[]> {
  return fetchJson(`/content/${name}`);
}

async function fetchJson<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answers ${response.status}.`);
  return response.json();
}
