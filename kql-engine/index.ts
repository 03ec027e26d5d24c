/** KQL in plain TypeScript: Microsoft's parser and binder, an evaluator of our own. See README.md. */
export {
  createDatabase,
  type Database,
  type DatabaseOptions,
  type QueryOptions,
  type QueryResult,
  type QueryTable,
} from './database.ts';
export { checkTransform, MAX_TRANSFORM_LENGTH } from './dcr-profile.ts';
export { KqlError, type KqlErrorKind } from './kql-error.ts';
export type { FunctionDeclaration, TableDeclaration } from './language-service.ts';
export type { Limits } from './limits.ts';
export type { Watchlist } from './references.ts';
export type { ScanCounters } from './storage/segment.ts';
export type { StorageOptions } from './storage/storage.ts';
export { createTransform, type Transform, type TransformOptions } from './transform.ts';
export type { Column, KqlType } from './types.ts';
export {
  type SubstitutedQuery,
  substituteParameters,
  type UnresolvedReference,
} from './workbook/substitute-parameters.ts';
export { timespanOf } from './workbook/time-range-format.ts';
export {
  type ParameterOption,
  parameterTypes,
  readOptions,
  readParameters,
  type TimeContext,
  type WorkbookParameter,
} from './workbook/workbook-parameter.ts';
