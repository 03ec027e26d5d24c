import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { textValue } from '../expressions/string-operators.ts';
import { columnsOf, elementsOf, type Node } from '../language-service.ts';
import { indexOfColumn, type Rowset, type Scope, unsupported, withColumns } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';

interface Rules {
  pair: string;
  keyValue: string;
  quotes: string;
  escape: string;
}

/** Key and value pairs of a text; the first of a key counts. Delimiters inside quotes are text. */
export function readPairs(text: string, rules: Rules): Map<string, string> {
  const out = new Map<string, string>();
  let at = 0;
  const token = (stops: string[]): string => {
    let value = '';
    let quote: string | undefined;
    while (at < text.length) {
      const c = text[at]!;
      if (rules.escape && c === rules.escape && at + 1 < text.length) {
        value += text[at + 1];
        at += 2;
        continue;
      }
      if (quote) {
        at++;
        if (c === quote) quote = undefined;
        else value += c;
        continue;
      }
      if (rules.quotes.includes(c) && value === '') {
        quote = c;
        at++;
        continue;
      }
      if (stops.some((s) => s !== '' && text.startsWith(s, at))) return value;
      value += c;
      at++;
    }
    return value;
  };
  while (at < text.length) {
    const before = at;
    const key = token([rules.keyValue, rules.pair]).trim();
    if (at < text.length && text.startsWith(rules.keyValue, at)) {
      at += rules.keyValue.length;
      const value = token([rules.pair]);
      if (key !== '' && !out.has(key)) out.set(key, value);
    }
    if (text.startsWith(rules.pair, at)) at += rules.pair.length;
    if (at === before) at++;
  }
  return out;
}

/** parse-kv: columns from key and value pairs; what is not there or does not convert is null. */
export function parseKv(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const inner = withColumns(scope, input.columns);
  const subject = compileExpression(node.Expression, inner);
  const text = textValue(subject);
  const properties = new Map<string, unknown>();
  for (const p of elementsOf(node.WithClause?.Properties)) {
    properties.set(
      p.Name.SimpleName,
      compileExpression(p.Expression, { ...scope, columns: [] }).constant?.value,
    );
  }
  for (const name of ['regex', 'greedy'])
    if (properties.get(name)) throw unsupported(`parse-kv with ${name}`, node);
  const rules: Rules = {
    pair: String(properties.get('pair_delimiter') ?? ' '),
    keyValue: String(properties.get('kv_delimiter') ?? '='),
    quotes: String(properties.get('quote') ?? ''),
    escape: String(properties.get('escape') ?? ''),
  };
  const keys = elementsOf(node.Keys.Columns).map((c: Node) => c.Name.SimpleName as string);
  const converts = keys.map((name) => {
    const type: KqlType = columns.find((c) => c.name === name)?.type ?? 'string';
    if (type === 'string') return (v: string | undefined) => v ?? '';
    const convert = conversion('string', type);
    if (!convert) throw unsupported(`parse-kv to ${type}`, node);
    return (v: string | undefined) => (v === undefined ? null : (convert(v) ?? null));
  });
  return {
    columns,
    serialized: input.serialized === true,
    *chunks() {
      for (const chunk of input.chunks()) {
        scope.run.check();
        const value = subject.bind(chunk);
        const made: unknown[][] = keys.map(() => new Array(chunk.length));
        for (let row = 0; row < chunk.length; row++) {
          const pairs = readPairs(text(value(row)), rules);
          keys.forEach((k, i) => {
            made[i]![row] = converts[i]!(pairs.get(k));
          });
        }
        yield new Chunk(
          chunk.length,
          columns.map((c) => {
            const k = keys.indexOf(c.name);
            return k >= 0 ? made[k]! : chunk.lazy(indexOfColumn(input.columns, c.name));
          }),
        );
      }
    },
  };
}
