import { calledBody, elementsOf, kindOf, type Node } from '../language-service.ts';
import type { Expr, Scope } from '../scope.ts';
import { compileExpression, folded } from './compile.ts';

/**
 * `split(text, delimiter)[n]`, as queries take domains and hosts out of names: only the one part is cut out. Undefined for
 * any other expression.
 */
export function compileSplitPart(node: Node, selector: Expr, scope: Scope): Expr | undefined {
  if (kindOf(node) !== 'FunctionCallExpression' || node.Name.SimpleName !== 'split' || calledBody(node)) {
    return undefined;
  }
  const args = elementsOf(node.ArgumentList.Expressions);
  const index = selector.constant?.value;
  if (args.length !== 2 || typeof index !== 'number' || !Number.isInteger(index) || index < 0)
    return undefined;
  const text = compileExpression(args[0], scope);
  const delimiter = compileExpression(args[1], scope);
  const by = delimiter.constant?.value;
  if (text.type !== 'string' || typeof by !== 'string' || by === '') return undefined;
  return folded(
    {
      type: 'dynamic',
      bind(chunk) {
        const value = text.bind(chunk);
        return (row) => partOf(value(row) as string, by, index);
      },
    },
    text,
  );
}

/** The part between the delimiters, null when there are not as many. */
function partOf(text: string, delimiter: string, index: number): string | null {
  let start = 0;
  for (let n = 0; n < index; n++) {
    const at = text.indexOf(delimiter, start);
    if (at < 0) return null;
    start = at + delimiter.length;
  }
  const end = text.indexOf(delimiter, start);
  return end < 0 ? text.slice(start) : text.slice(start, end);
}
