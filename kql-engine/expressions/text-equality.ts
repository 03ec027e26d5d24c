import type { Node } from '../language-service.ts';
import { type Expr, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';

const comparable: ReadonlySet<KqlType> = new Set(['int', 'long']);

/**
 * `==` and `!=` between text and a whole number, such as `ResultType == 50126` in rules of Microsoft Sentinel: the service takes
 * it, but whether it compares as text or as numbers is not documented. Where the two would differ (`007`, and a
 * null against text that is no number) the query is refused as it runs. Undefined for other types.
 */
export function compileTextEquality(
  equal: boolean,
  node: Node,
  left: Expr,
  right: Expr,
): Pick<Expr, 'type' | 'bind'> | undefined {
  const [text, other] = left.type === 'string' ? [left, right] : [right, left];
  if (text.type !== 'string') return undefined;
  if (other.type === 'bool') return compileTruthEquality(equal, node, text, other);
  if (!comparable.has(other.type)) return undefined;
  const write = conversion(other.type, 'string')!;
  const read = conversion('string', 'real')!;
  return {
    type: 'bool',
    bind(chunk) {
      const texts = text.bind(chunk);
      const others = other.bind(chunk);
      return (row) => {
        const a = texts(row) as string;
        const b = others(row);
        if (b !== null && a === write(b)) return equal;
        const number = read(a) ?? null;
        if (b === null && number === null)
          throw unsupported('comparing a null number with text that is none', node);
        if (b !== null && number === Number(b))
          throw unsupported('comparing a number with text that writes it another way', node);
        return !equal;
      };
    },
  };
}

/**
 * A boolean against text: the words true and false in any case are booleans, as `_IsBillable == true` of Azure Monitor's own
 * queries needs it (the column is text) and `IsBillable == "true"` of public ones. Other text that reads as a boolean is
 * refused as it runs.
 */
function compileTruthEquality(
  equal: boolean,
  node: Node,
  text: Expr,
  truth: Expr,
): Pick<Expr, 'type' | 'bind'> {
  const read = conversion('string', 'bool')!;
  return {
    type: 'bool',
    bind(chunk) {
      const texts = text.bind(chunk);
      const truths = truth.bind(chunk);
      return (row) => {
        const a = texts(row) as string;
        const b = truths(row);
        const word = /^(?:(true)|false)$/i.exec(a);
        if (!word && (b === null || read(a) !== null))
          throw unsupported('comparing a boolean with text that is neither true nor false', node);
        return (word !== null && b === (word[1] !== undefined)) === equal;
      };
    },
  };
}
