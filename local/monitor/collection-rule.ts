import { createTransform } from '../../kql-engine/index.ts';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';
import { type Row, type StreamColumn, streamRows } from './stream-rows.ts';

/**
 * The parts of a data collection rule that the stack runs: the JSON of `infra/generated/ingestion-dcr.json`.
 */
export interface CollectionRule {
  readonly streamDeclarations: Readonly<Record<string, { readonly columns: readonly StreamColumn[] }>>;
  readonly dataFlows: readonly {
    readonly streams: readonly string[];
    readonly outputStream: string;
    readonly transformKql?: string;
  }[];
}

/** A table of `infra/generated/tables.json`. */
export interface TableSchema {
  readonly name: string;
  readonly columns: readonly StreamColumn[];
}

/** Rows for one table. */
export interface TableRows {
  readonly table: string;
  readonly rows: Row[];
}

/** Takes the objects of one request; gives what the rule makes of them. */
export type StreamPipeline = (objects: readonly Row[]) => TableRows[];

/**
 * Builds the way of each stream through a rule: declaration, transforms, table columns. Columns that a
 * transform makes and the table lacks are left out. Source: Azure Monitor, "Create a transformation"
 * (2026-05-15).
 * @param now clock for `now()` and `ago()` in transforms
 * @returns pipelines by stream name in lower case
 */
export function streamPipelines(
  rule: CollectionRule,
  tables: readonly TableSchema[],
  now: () => Date,
): Map<string, StreamPipeline> {
  const pipelines = new Map<string, StreamPipeline>();
  for (const [stream, { columns }] of Object.entries(rule.streamDeclarations)) {
    const declared = streamRows(columns);
    const flows = rule.dataFlows
      .filter(({ streams }) => streams.includes(stream))
      .map(({ outputStream, transformKql }) => {
        const table = tables.find(({ name }) => name === outputStream.replace(/^Custom-/, ''));
        if (table === undefined)
          throw new Error(`the data flow of ${stream} ends in ${outputStream}, which is no table`);
        const names = new Set(table.columns.map(({ name }) => name));
        const transform =
          transformKql === undefined || transformKql === 'source'
            ? undefined
            : createTransform({ kql: transformKql, columns: kustoColumns(columns), now });
        return (rows: Row[]): TableRows => ({
          table: table.name,
          rows: (transform === undefined ? rows : transform.run(rows)).map((row) => tableRow(row, names)),
        });
      });
    pipelines.set(stream.toLowerCase(), (objects) => {
      const rows = declared(objects);
      return flows.map((flow) => flow(rows)).filter(({ rows }) => rows.length > 0);
    });
  }
  return pipelines;
}

/** Only what the table has, without nulls: what is missing reads as null. */
function tableRow(row: Row, names: ReadonlySet<string>): Row {
  const kept: Row = {};
  for (const name in row) {
    const value = row[name];
    if (value !== null && value !== undefined && names.has(name)) kept[name] = value;
  }
  return kept;
}
