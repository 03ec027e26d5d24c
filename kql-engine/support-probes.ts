/**
 * What stands in no registry, as a query that uses it: it is supported when the engine does not refuse the query. There is
 * a table T with one column.
 */

/** The scalar operators by the binder's name: how they are written, and a query. */
export const scalarOperatorProbes: Readonly<Record<string, readonly [string, string]>> = {
  UnaryMinus: ['-x', 'print -(1)'],
  UnaryPlus: ['+x', 'print +(1)'],
  And: ['and', 'print true and false'],
  Or: ['or', 'print true or false'],
  Add: ['+', 'print 1 + 2'],
  Subtract: ['-', 'print 1 - 2'],
  Multiply: ['*', 'print 1 * 2'],
  Divide: ['/', 'print 1 / 2'],
  Modulo: ['%', 'print 1 % 2'],
  LessThan: ['<', 'print 1 < 2'],
  LessThanOrEqual: ['<=', 'print 1 <= 2'],
  GreaterThan: ['>', 'print 1 > 2'],
  GreaterThanOrEqual: ['>=', 'print 1 >= 2'],
  Equal: ['==', 'print 1 == 2'],
  NotEqual: ['!=', 'print 1 != 2'],
  EqualTilde: ['=~', 'print "a" =~ "A"'],
  BangTilde: ['!~', 'print "a" !~ "A"'],
  ...texts(['Has', 'has'], ['HasPrefix', 'hasprefix'], ['HasSuffix', 'hassuffix']),
  ...texts(['Contains', 'contains'], ['StartsWith', 'startswith'], ['EndsWith', 'endswith']),
  Like: ['like', 'print "a" like "A"'],
  LikeCs: ['likecs', 'print "a" likecs "A"'],
  NotLike: ['notlike', 'print "a" notlike "A"'],
  NotLikeCs: ['notlikecs', 'print "a" notlikecs "A"'],
  MatchRegex: ['matches regex', 'print "a" matches regex "[a-z]"'],
  Search: [':', 'print a = "b" | search a:"b"'],
  In: ['in~', 'print "a" in~ ("A")'],
  InCs: ['in', 'print "a" in ("A")'],
  NotIn: ['!in~', 'print "a" !in~ ("A")'],
  NotInCs: ['!in', 'print "a" !in ("A")'],
  Between: ['between', 'print 1 between (1 .. 2)'],
  NotBetween: ['!between', 'print 1 !between (1 .. 2)'],
  HasAny: ['has_any', 'print "a" has_any ("A")'],
  HasAll: ['has_all', 'print "a" has_all ("A")'],
};

/** A string operator in its four forms. */
function texts(...pairs: [string, string][]): Record<string, readonly [string, string]> {
  return Object.fromEntries(
    pairs.flatMap(([name, word]) =>
      ['', 'Cs'].flatMap((cased) =>
        ['', 'Not'].map((not) => {
          const text = `${not && '!'}${word}${cased && '_cs'}`;
          return [`${not}${name}${cased}`, [text, `print "a" ${text} "A"`]] as const;
        }),
      ),
    ),
  );
}

/** Sources and operators that the compiler of pipes knows itself. */
export const tabularProbes: Readonly<Record<string, string>> = {
  datatable: 'datatable (a:long) [1]',
  externaldata: 'externaldata (a:string) [@"missing.csv"]',
  invoke: 'let f = (T:(a:long)) { T }; print a = 1 | invoke f()',
  materialize: 'let t = materialize(print a = 1); t',
  print: 'print 1',
  range: 'range a from 1 to 2 step 1',
  fork: 'print a = 1 | fork (count)',
  facet: 'print a = 1 | facet by a',
};

/** Functions that look at their arguments, at columns or at other rows. */
export const functionProbes: Readonly<Record<string, string>> = {
  iff: 'print iff(true, 1, 2)',
  iif: 'print iif(true, 1, 2)',
  case: 'print case(true, 1, 2)',
  coalesce: 'print coalesce(1, 2)',
  now: 'print now()',
  ago: 'print ago(1d)',
  column_ifexists: 'print a = 1 | extend x = column_ifexists("a", 2)',
  columnifexists: 'print a = 1 | extend x = columnifexists("a", 2)',
  iscolumnexists: 'print a = 1 | extend x = iscolumnexists("a")',
  column_names_of: 'print x = column_names_of(T)',
  bin_auto: 'set query_bin_auto_size = 1h; print bin_auto(1h)',
  pack_all: 'print a = 1 | extend x = pack_all()',
  bag_pack_columns: 'print a = 1 | extend x = bag_pack_columns(a)',
  toscalar: 'print toscalar(print 1)',
  table: 'table("T")',
  row_number: 'print a = 1 | serialize row_number()',
  row_cumsum: 'print a = 1 | serialize row_cumsum(a)',
  row_rank_dense: 'print a = 1 | serialize row_rank_dense(a)',
  row_rank_min: 'print a = 1 | serialize row_rank_min(a)',
  row_window_session: 'print a = now() | serialize row_window_session(a, 1h, 1h)',
  prev: 'print a = 1 | serialize prev(a)',
  next: 'print a = 1 | serialize next(a)',
  ingestion_time: 'print a = 1 | extend x = ingestion_time()',
};

const written: Readonly<Record<string, string>> = {
  FilterOperator: 'where',
  GetSchemaOperator: 'getschema',
  ReduceByOperator: 'reduce',
  PartitionByOperator: '__partitionby',
  ExecuteAndCacheOperator: '__executeAndCache',
};

/** How tabular operators are written, by kind of node; internal ones are left out. */
export function tabularNames(kinds: string[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const kind of kinds) {
    const words = kind.replace(/Operator$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, '-');
    const name = written[kind] ?? words.toLowerCase();
    if (!name.startsWith('__')) out.set(kind, name);
  }
  return out;
}
