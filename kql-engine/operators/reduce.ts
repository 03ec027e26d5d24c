import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { columnsOf, elementsOf, type Node } from '../language-service.ts';
import { type Rowset, rejected, type Scope, unsupported, withColumns } from '../scope.ts';
import { parameter } from './parameters.ts';
import { limitRows } from './row-wise.ts';
import { wordPatterns } from './word-patterns.ts';

/** What the documentation gives for the threshold that is left out. */
const defaultThreshold = 0.1;

/** reduce by: texts in groups that are alike, with a pattern, a count and one of the texts for each group. */
export function reduceBy(node: Node, input: Rowset, scope: Scope): Rowset {
  const kind = parameter(node, 'kind');
  if (kind !== undefined) throw unsupported(`reduce kind=${kind}`, node);
  const value = compileExpression(node.Expression, withColumns(scope, input.columns));
  const given = new Map<string, unknown>();
  for (const p of elementsOf(node.With?.Parameters)) {
    given.set(p.Name.SimpleName, compileExpression(p.Expression, { ...scope, columns: [] }).constant?.value);
  }
  const threshold = given.has('threshold') ? Number(given.get('threshold')) : defaultThreshold;
  if (!(threshold >= 0 && threshold <= 1))
    throw rejected('the threshold of reduce has to be from 0 to 1', node.With);
  const separators = given.has('characters') ? String(given.get('characters')) : undefined;
  return {
    columns: columnsOf(node)!,
    *chunks() {
      const texts = new Map<string, number>();
      for (const chunk of input.chunks()) {
        const get = value.bind(chunk);
        for (let row = 0; row < chunk.length; row++) {
          const text = (get(row) ?? '') as string;
          texts.set(text, (texts.get(text) ?? 0) + 1);
        }
        limitRows(texts.size, scope);
      }
      const found = wordPatterns(texts, { threshold, separators }, () => scope.run.check());
      if (found.length === 0) return;
      yield new Chunk(found.length, [
        found.map((p) => p.pattern),
        found.map((p) => p.count),
        found.map((p) => p.representative),
      ]);
    },
  };
}
