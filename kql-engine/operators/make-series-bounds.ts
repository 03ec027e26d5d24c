import { compileExpression } from '../expressions/compile.ts';
import { asType } from '../functions/special-forms.ts';
import { elementsOf, kindOf, type Node } from '../language-service.ts';
import { runtimeError, type Scope, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { MIN_DATETIME } from '../values/datetime.ts';
import { add, floorTo, type Int64 } from '../values/int64.ts';

/** The axis of make-series. */
export interface Bounds {
  step: Int64;
  /** The first point; undefined where the first bin with rows is. */
  from: Int64 | undefined;
  /** The end, which is no point itself; undefined where it is behind the last bin with rows. */
  to: Int64 | undefined;
  /**
   * Only of the form `in range(start, stop, step)`, of which bins count from zero: throws for a value between the ends of
   * the range and the ends of the bins that they lie in.
   */
  inRange?: (value: Int64) => void;
}

/** Reads `from … to … step …` or `in range(start, stop, step)`. */
export function bounds(node: Node, type: KqlType, scope: Scope): Bounds {
  const clause = node.RangeClause;
  const width: KqlType = type === 'datetime' || type === 'timespan' ? 'timespan' : type;
  const constant = (n: Node | undefined, as: KqlType): unknown => {
    if (!n) return undefined;
    const value = asType(compileExpression(n, { ...scope, columns: [] }), as, n).constant?.value ?? null;
    if (value === null) throw unsupported('an end or a step of make-series that is null', n);
    return value;
  };
  const above = (step: unknown): Int64 => {
    if (!((step as Int64) > 0))
      throw runtimeError('make-series', 'the step of make-series must be above zero', node);
    return step as Int64;
  };
  if (kindOf(clause) === 'MakeSeriesFromToStepClause') {
    return {
      step: above(constant(clause.MakeSeriesStepClause?.Expression, width)),
      from: constant(clause.MakeSeriesFromClause?.Expression, type) as Int64 | undefined,
      to: constant(clause.MakeSeriesToClause?.Expression, type) as Int64 | undefined,
    };
  }
  const [first, last, size] = elementsOf(clause.Arguments?.Expressions);
  const start = constant(first, type) as Int64;
  const stop = constant(last, type) as Int64;
  const step = above(constant(size, width));
  if (kindOf(clause) !== 'MakeSeriesInRangeClause' || !size || type === 'real')
    throw unsupported('this range of make-series', clause);
  const origin = type === 'datetime' ? MIN_DATETIME : 0;
  const from = floorTo(start, step, origin)!;
  const to = add(floorTo(stop, step, origin)!, step);
  return {
    step,
    from,
    to,
    inRange(value) {
      // whether such rows count is not documented
      if ((value >= from && value < start) || (value > stop && value < to))
        throw unsupported(
          'make-series in range() over rows between its ends and those of their bins',
          clause,
        );
    },
  };
}
