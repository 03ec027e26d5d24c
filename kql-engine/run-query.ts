import type { Chunk } from './chunk.ts';
import { KqlError } from './kql-error.ts';
import { type BoundQuery, bindQuery, type Diagnostic, type Globals } from './language-service.ts';
import type { Limits, Run } from './scope.ts';
import { type DateTicks, fromDate } from './values/datetime.ts';

/** Bounds that fit a machine at hand: the service has 500,000 rows and ten minutes. */
export const defaultLimits: Limits = { resultRows: 500_000, operatorRows: 5_000_000, timeMs: 600_000 };

/** Errors that the service does not make: a missing table under union isfuzzy (KS205), count(x) (KS107). */
function harmless(error: Diagnostic, text: string): boolean {
  if (error.code === 'KS205') return /isfuzzy\s*=\s*true/i.test(text);
  // count(x) counts all rows in the service
  if (error.code === 'KS107') return /\bcount\s*\(\s*$/.test(text.slice(0, error.start));
  return false;
}

/** Binds a query; the first error of the binder is thrown. */
export function bindOrThrow(text: string, globals: Globals): BoundQuery {
  const bound = bindQuery(text, globals);
  const error = bound.errors.find((e) => !harmless(e, text));
  if (error) throw new KqlError(error.code, error.message, error.start, error.length, 'bind');
  return bound;
}

/** What one run of a query works with. */
export function createRun(
  scan: (name: string) => Iterable<Chunk>,
  now: () => Date,
  limits: Limits,
): Run & { now: DateTicks } {
  const end = performance.now() + limits.timeMs;
  return {
    now: fromDate(now()),
    scan,
    limits,
    hints: {},
    check() {
      if (performance.now() > end) {
        throw new KqlError('limit', `the query ran longer than ${limits.timeMs} ms`, 0, 0, 'runtime');
      }
    },
  };
}
