/**
 * Column types that stream declarations and custom tables share. `boolean` is written `bool` in KQL.
 * Source: Azure Monitor, tutorial "Send data with the Logs Ingestion API" (2025-08-29).
 */
export type ColumnType = 'string' | 'int' | 'long' | 'real' | 'boolean' | 'dynamic' | 'datetime';

/** One column of a stream or table. */
export interface Column {
  /** At most 45 characters, letters, digits and underscore, not one of the reserved names. */
  readonly name: string;
  readonly type: ColumnType;
  /** What the value means, for people: full sentence, with units. */
  readonly description: string;
  /** The field of the source that fills it: a name out of Exchange's `#Fields`, or a property of a Graph message trace. */
  readonly field?: string;
}

/** A custom table of the workspace. */
export interface Table {
  /** Ends in `_CL`. */
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];
}

/** A stream of a data collection rule, and where its rows go. */
export interface Stream {
  /** Begins with `Custom-`. */
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];
  /** `ingestion`: rows come through the Logs Ingestion API. `agent`: lines come from Azure Monitor Agent. */
  readonly rule: 'ingestion' | 'agent';
  readonly flows: readonly Flow[];
}

/** One data flow: a transform out of `kql/transforms` and the table that takes its rows. */
export interface Flow {
  readonly table: string;
  /** File name in `kql/transforms`, without `.kql`; none where the rows are stored as they come. */
  readonly transform?: string;
}
