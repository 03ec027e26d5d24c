import type { Node } from '../language-service.ts';
import type { Rowset, Scope } from '../scope.ts';
import { evaluate } from './evaluate.ts';
import { externalData } from './external-data.ts';
import { find } from './find.ts';
import { as, getSchema, render } from './hints.ts';
import { join, lookup } from './join.ts';
import { makeSeries } from './make-series.ts';
import { mvApply, mvExpand } from './mv-expand.ts';
import { count, sort, take, top } from './order.ts';
import { parse } from './parse.ts';
import { parseKv } from './parse-kv.ts';
import { partition } from './partition.ts';
import { projectByNames } from './project-by-names.ts';
import { reduceBy } from './reduce.ts';
import { extend, project, projectRename, selectColumns, serialize, where } from './row-wise.ts';
import { sample, sampleDistinct } from './sample.ts';
import { scan } from './scan.ts';
import { search } from './search.ts';
import { distinct, summarize } from './summarize.ts';
import { topHitters } from './top-hitters.ts';
import { topNested } from './top-nested.ts';
import { union } from './union.ts';

export interface Operator {
  apply(node: Node, input: Rowset, scope: Scope): Rowset;
  /** May stand at the head of a pipe. */
  source?: boolean;
}

/** The operators by the kind of their node. */
export const operators: Record<string, Operator> = {
  FilterOperator: { apply: where },
  ExtendOperator: { apply: extend },
  ProjectOperator: { apply: project },
  ProjectAwayOperator: { apply: selectColumns },
  ProjectKeepOperator: { apply: selectColumns },
  ProjectReorderOperator: { apply: selectColumns },
  ProjectRenameOperator: { apply: projectRename },
  ProjectByNamesOperator: { apply: projectByNames },
  SerializeOperator: { apply: serialize },
  SummarizeOperator: { apply: summarize },
  DistinctOperator: { apply: distinct },
  SortOperator: { apply: sort },
  TopOperator: { apply: top },
  TopNestedOperator: { apply: topNested },
  TopHittersOperator: { apply: topHitters },
  ReduceByOperator: { apply: reduceBy },
  SampleOperator: { apply: sample },
  SampleDistinctOperator: { apply: sampleDistinct },
  TakeOperator: { apply: take },
  CountOperator: { apply: count },
  JoinOperator: { apply: join },
  LookupOperator: { apply: lookup },
  UnionOperator: { apply: union, source: true },
  EvaluateOperator: { apply: evaluate },
  MvExpandOperator: { apply: mvExpand },
  MvApplyOperator: { apply: mvApply },
  MakeSeriesOperator: { apply: makeSeries },
  ParseKvOperator: { apply: parseKv },
  ScanOperator: { apply: scan },
  SearchOperator: { apply: search, source: true },
  ExternalDataExpression: { apply: externalData, source: true },
  FindOperator: { apply: find, source: true },
  PartitionOperator: { apply: partition },
  RenderOperator: { apply: render },
  AsOperator: { apply: as },
  GetSchemaOperator: { apply: getSchema },
  ConsumeOperator: { apply: (_, input) => input },
  ParseOperator: { apply: parse },
  ParseWhereOperator: { apply: parse },
};
