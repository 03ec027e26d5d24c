import type { TablePlan } from './table-settings.ts';

export interface TableColumn {
  readonly name: string;
  /** string, int, long, real, boolean, guid, dynamic, datetime; in any case of letters where it comes from Azure. */
  readonly type: string;
  readonly description?: string;
}

/** A table as mailflow declares it: an entry of infra/generated/tables.json. */
export interface DeclaredTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly TableColumn[];
}

/** A column of a table in Azure; what else it has is handed back unchanged. */
export interface ExistingColumn {
  readonly name?: string;
  readonly type?: string;
  readonly description?: string;
  readonly displayName?: string;
  readonly dataTypeHint?: string;
}

/** A table as the Tables API gives it. Source: Log Analytics REST API, Tables (2025-07-01). */
export interface ExistingTable {
  readonly name?: string;
  readonly plan?: string;
  readonly retentionInDays?: number;
  readonly totalRetentionInDays?: number;
  readonly retentionInDaysAsDefault?: boolean;
  readonly totalRetentionInDaysAsDefault?: boolean;
  readonly lastPlanModifiedDate?: string;
  readonly provisioningState?: string;
  readonly schema?: {
    readonly columns?: readonly ExistingColumn[];
    readonly standardColumns?: readonly ExistingColumn[];
    readonly tableSubType?: string;
  };
}

/** Why a table cannot be brought to what is asked for. */
export interface TableProblem {
  readonly code:
    | 'type-conflict'
    | 'classic-table'
    | 'busy'
    | 'too-many-columns'
    | 'plan-change'
    | 'retention';
  readonly message: string;
  /** What to do. */
  readonly advice: string;
}

/** One setting that would change. */
export interface SettingChange {
  readonly setting: 'plan' | 'retentionInDays' | 'totalRetentionInDays';
  /** Undefined: the table is new, or follows the workspace. */
  readonly from?: string | number;
  readonly to: string | number;
}

/** What has to be done to one table. */
export interface TableChanges {
  readonly table: string;
  readonly action: 'create' | 'update' | 'none' | 'refused';
  /** `option 6`: the table of Microsoft's Exchange Security solution, which gains columns and keeps its rows. */
  readonly origin: 'missing' | 'mailflow' | 'option 6' | 'other';
  readonly addedColumns: readonly TableColumn[];
  /** Columns that mailflow does not know; they stay. */
  readonly foreignColumns: readonly string[];
  readonly settings: readonly SettingChange[];
  /** Not empty: nothing is done to the table. */
  readonly problems: readonly TableProblem[];
  /** What a person should know. */
  readonly notes: readonly string[];
  /** What to send; undefined where nothing is to be done. */
  readonly request?: TableRequest;
}

/** The properties of a table that are written. */
export interface TableRequest {
  readonly plan?: TablePlan;
  readonly retentionInDays?: number;
  readonly totalRetentionInDays?: number;
  readonly schema: {
    readonly name: string;
    readonly description?: string;
    readonly columns: ExistingColumn[];
  };
}
