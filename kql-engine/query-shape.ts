import { KqlError } from './kql-error.ts';

/** Deeper nesting the binder refuses in any case, after a time that grows with its square. */
const MOST_DEPTH = 500;
/** The most arguments and elements in parentheses, as the binder has it; it takes its time to find out. */
const MOST_ITEMS = 32_768;

// white space and words are passed over by the expression itself
const token =
  /```[\s\S]*?(?:```|$)|\/\/[^\n]*|@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[()[\]{},]/g;

/**
 * Throws for a query whose shape alone makes it fail: brackets nested too deeply, lists that are too long. Both errors are the
 * binder's own, told before it has spent minutes on them.
 */
export function checkShape(text: string): void {
  const items: number[] = [];
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === '(' || found === '[' || found === '{') {
      items.push(found === '(' ? 0 : Number.NEGATIVE_INFINITY);
      if (items.length > MOST_DEPTH)
        throw new KqlError(
          'KS245',
          `Query syntax depth exceeds maximum safe limit: more than ${MOST_DEPTH} brackets are open here.`,
          index,
          1,
          'bind',
        );
    } else if (found === ')' || found === ']' || found === '}') items.pop();
    else if (found === ',' && items.length > 0 && ++items[items.length - 1]! >= MOST_ITEMS)
      throw new KqlError('KS120', `a list of more than ${MOST_ITEMS} elements`, index, 1, 'bind');
  }
}
