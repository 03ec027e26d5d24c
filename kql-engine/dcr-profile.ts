import { KqlError } from './kql-error.ts';
import {
  bindQuery,
  calledBody,
  childrenOf,
  createGlobals,
  elementsOf,
  firstWordOf,
  kindOf,
  type Node,
  type ScalarDeclaration,
  spanOf,
  symbolOf,
} from './language-service.ts';
import type { Column } from './types.ts';

/**
 * What Azure Monitor allows in a transformation: "Supported KQL features in Azure Monitor transformations", Microsoft Learn,
 * 2026-05-15. Everything else is refused.
 */
export const operatorKinds = new Set([
  'ExtendOperator',
  'ProjectOperator',
  'PrintOperator',
  'FilterOperator',
  'ParseOperator',
  'ProjectAwayOperator',
  'ProjectRenameOperator',
  'DataTableExpression',
]);

export const functionNames = new Set(
  `columnifexists binary_and binary_or binary_xor binary_not binary_shift_left binary_shift_right
  tobool todatetime todouble toreal toguid toint tolong tostring totimespan
  ago datetime_add datetime_diff datetime_part dayofmonth dayofweek dayofyear endofday endofmonth endofweek endofyear
  getmonth monthofyear getyear hourofday make_datetime make_timespan now startofday startofmonth startofweek startofyear weekofyear
  array_concat array_length pack_array pack parse_json parse_xml zip
  abs bin floor ceiling exp exp10 exp2 isfinite isinf isnan log log10 log2 pow round sign
  case iif max_of min_of
  base64_encodestring base64_decodestring countof extract extract_all indexof isempty isnotempty replace split strcat strcat_delim
  strlen substring tolower toupper hash_sha256
  gettype isnotnull isnull parse_cef_dictionary geo_location`.split(/\s+/),
);

/** Kinds of nodes that are no operator of the language and need no permission. */
const refusedExpressions: Record<string, string> = {
  InCsExpression: 'in~',
  NotInCsExpression: '!in~',
  HasAnyExpression: 'has_any',
  HasAllExpression: 'has_all',
  HasPrefixExpression: 'hasprefix',
  HasPrefixCsExpression: 'hasprefix_cs',
  NotHasPrefixExpression: '!hasprefix',
  NotHasPrefixCsExpression: '!hasprefix_cs',
  HasSuffixExpression: 'hassuffix',
  HasSuffixCsExpression: 'hassuffix_cs',
  NotHasSuffixExpression: '!hassuffix',
  NotHasSuffixCsExpression: '!hassuffix_cs',
  LikeExpression: 'like',
  NotLikeExpression: 'notlike',
  LikeCsExpression: 'likecs',
  NotLikeCsExpression: 'notlikecs',
  BetweenExpression: 'between',
  NotBetweenExpression: '!between',
  SearchExpression: ':',
  DynamicExpression: 'dynamic()',
  ToScalarExpression: 'toscalar()',
  ToTableExpression: 'totable()',
  MaterializeExpression: 'materialize()',
  ExternalDataExpression: 'externaldata',
};

/** The most characters of a transformation (Azure Monitor service limits). */
export const MAX_TRANSFORM_LENGTH = 15_360;
/** The most columns one parse makes. */
const MAX_PARSE_COLUMNS = 10;

/** Functions of Azure Monitor that the language service does not know. */
export const azureFunctions: ScalarDeclaration[] = [
  { name: 'parse_cef_dictionary', parameters: [{ name: 'text', type: 'string' }], returns: 'dynamic' },
  { name: 'geo_location', parameters: [{ name: 'ip', type: 'string' }], returns: 'dynamic' },
];

/**
 * Checks a `transformKql` over the columns of its stream: binder errors, then everything Azure Monitor does not allow, each
 * with its name and place. Empty when the transformation is fine.
 */
export function checkTransform(kql: string, columns: Column[]): KqlError[] {
  const errors: KqlError[] = [];
  if (kql.length > MAX_TRANSFORM_LENGTH) {
    errors.push(
      new KqlError(
        'transform-length',
        `the transformation has ${kql.length} characters, Azure Monitor takes ${MAX_TRANSFORM_LENGTH}`,
        MAX_TRANSFORM_LENGTH,
        kql.length - MAX_TRANSFORM_LENGTH,
        'bind',
      ),
    );
  }
  const bound = bindQuery(kql, createGlobals([{ name: 'source', columns }], [], azureFunctions));
  for (const e of bound.errors) errors.push(new KqlError(e.code, e.message, e.start, e.length, 'bind'));
  if (bound.errors.length === 0) walk(bound.root, errors);
  return errors;
}

function refuse(errors: KqlError[], what: string, node: Node): void {
  const { start, length } = spanOf(node);
  errors.push(
    new KqlError(
      'transform',
      `Azure Monitor does not allow ${what} in a transformation`,
      start,
      length,
      'bind',
    ),
  );
}

function walk(node: Node, errors: KqlError[]): void {
  const kind = kindOf(node);
  if (/Statement$/.test(kind) && kind !== 'LetStatement' && kind !== 'ExpressionStatement') {
    refuse(errors, `the statement ${firstWordOf(node)}`, node);
    return;
  }
  if (/Operator$/.test(kind) && !operatorKinds.has(kind))
    refuse(errors, `the operator ${firstWordOf(node)}`, node);
  const refused = refusedExpressions[kind];
  if (refused) refuse(errors, refused, node);
  if (kind === 'FunctionCallExpression') {
    const name: string = node.Name.SimpleName;
    if (!calledBody(node) && !functionNames.has(name)) refuse(errors, `the function ${name}()`, node.Name);
  }
  if (kind === 'FunctionDeclaration') {
    for (const p of elementsOf(node.Parameters?.Parameters)) {
      if (kindOf(p.NameAndType?.Type) === 'SchemaTypeExpression') refuse(errors, 'a table as a parameter', p);
    }
  }
  if (kind === 'NameReference' && symbolOf(node)?.kind === 'Table' && symbolOf(node)?.name !== 'source') {
    const symbol = symbolOf(node)!;
    if (symbol.name) refuse(errors, `the table ${symbol.name}`, node);
  }
  if (kind === 'ParseOperator') {
    const columns = elementsOf(node.Patterns).filter((p) => /Declaration$/.test(kindOf(p))).length;
    if (columns > MAX_PARSE_COLUMNS)
      refuse(errors, `${columns} columns in one parse (at most ${MAX_PARSE_COLUMNS})`, node);
  }
  for (const child of childrenOf(node)) walk(child, errors);
}
