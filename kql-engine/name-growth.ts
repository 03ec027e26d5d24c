import { KqlError } from './kql-error.ts';
import { RUNAWAY } from './limits.ts';

/** Uses of names, all written out, that one query may have. The binder takes about a second for as many. */
const MOST_USES = 1_000_000;
/** Names that double with each step need more of them than this to get there. */
const FEW_LETS = 16;

const token =
  /```[\s\S]*?(?:```|$)|\/\/[^\n]*|@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|[(){}[\];]/g;

/**
 * Throws where names of `let` that use each other would grow beyond all bounds if they were written out
 * (`let b = union a, a; let c = union b, b; …`): the binder, which cannot be stopped, does write them out. Looks at
 * words alone, so a name that is hidden by a parameter counts as well.
 */
export function checkNameGrowth(text: string): void {
  if ((text.match(/\blet\b/g)?.length ?? 0) <= FEW_LETS) return;
  const uses = new Map<string, number>();
  let depth = 0;
  let name: string | undefined;
  let sum = 0;
  let previous = '';
  let start = 0;
  for (const { 0: found, index } of text.matchAll(token)) {
    const atTop = depth === 0;
    if (found === ';' && atTop) {
      if (name !== undefined) uses.set(name, sum + 1);
      name = undefined;
      sum = 0;
    } else if ('([{'.includes(found)) depth++;
    else if (')]}'.includes(found)) depth = Math.max(0, depth - 1);
    else if (previous === 'let' && atTop && name === undefined) {
      name = found;
      start = index;
    } else sum += uses.get(found) ?? 0;
    if (sum > MOST_USES) {
      throw new KqlError(
        RUNAWAY,
        `Runaway query (${RUNAWAY}): the names of let, written out, are used more than ${MOST_USES} times${name === undefined ? '' : ` in ${name}`}.`,
        start,
        name?.length ?? 0,
        'runtime',
      );
    }
    previous = found;
  }
}
