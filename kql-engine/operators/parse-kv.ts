import { compileExpression } from '../expressions/compile.ts';
import { columnsOf, elementsOf, type Node } from '../language-service.ts';
import { compileRegex } from '../regex.ts';
import { type Rowset, rejected, type Scope, unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { extractedColumns } from './extracted-columns.ts';
import { matchPairs, type PairRules, readPairs } from './key-values.ts';

/** parse-kv: columns from key and value pairs; what is not there or does not convert is null. */
export function parseKv(node: Node, input: Rowset, scope: Scope): Rowset {
  const made = elementsOf(node.Keys.Columns).map((c: Node): Column => {
    const name: string = c.Name.SimpleName;
    return columnsOf(node)!.findLast((o) => o.name === name) ?? { name, type: 'string' };
  });
  const converts = made.map(({ type }) => {
    if (type === 'string') return (v: string | undefined) => v ?? '';
    const convert = conversion('string', type);
    if (!convert) throw unsupported(`parse-kv to ${type}`, node);
    return (v: string | undefined) => (v === undefined ? null : (convert(v) ?? null));
  });
  const pairs = pairReader(node, made, scope);
  return extractedColumns(node, input, scope, {
    columns: made,
    read(text) {
      const found = pairs(text);
      return made.map(({ name }, i) => converts[i]!(found.get(name)));
    },
  });
}

/** Reads the parameters behind `with`. */
function pairReader(node: Node, keys: Column[], scope: Scope): (text: string) => Map<string, string> {
  const given = new Map<string, unknown[]>();
  for (const p of elementsOf(node.WithClause?.Properties)) {
    const name: string = p.Name.SimpleName;
    const value = compileExpression(p.Expression, { ...scope, columns: [] }).constant?.value;
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const texts = (name: string) => (given.get(name) ?? []).map(String);
  const [pattern] = texts('regex');
  if (pattern !== undefined) {
    const regex = compileRegex(pattern);
    // an empty alternative matches anything and shows the groups
    const groups = compileRegex(`(?:${pattern})|`)?.exec('', 0)?.groups.length;
    if (!regex || groups !== 3)
      throw rejected('the regex of parse-kv has to be valid and to have two groups', node.WithClause);
    return (text) => matchPairs(text, regex);
  }
  const [pair] = texts('pair_delimiter');
  const [keyValue] = texts('kv_delimiter');
  if (!pair !== !keyValue) throw unsupported('parse-kv with one delimiter only', node.WithClause);
  const strange = keys.find((k) => /[^\p{L}\p{N}]/u.test(k.name));
  if (!pair && strange) throw unsupported(`parse-kv of '${strange.name}' without delimiters`, node);
  const rules: PairRules = {
    delimiters: pair && keyValue ? { pair, keyValue } : undefined,
    quotes: texts('quote').map((q) => ({ open: q[0] ?? '', close: q[1] ?? q[0] ?? '' })),
    escapes: texts('escape'),
    greedy: given.get('greedy')?.[0] === true,
    keys: new Set(keys.map((k) => k.name)),
    unclear(what) {
      throw unsupported(`parse-kv of ${what}`, node);
    },
  };
  return (text) => readPairs(text, rules);
}
