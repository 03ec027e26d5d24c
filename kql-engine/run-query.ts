import { FOUND } from './found-schema.ts';
import { KqlError } from './kql-error.ts';
import { type BoundQuery, bindQuery, type Diagnostic, type Globals } from './language-service.ts';
import { createMeter, type Limits } from './limits.ts';
import { checkNameGrowth } from './name-growth.ts';
import { checkShape } from './query-shape.ts';
import type { Run } from './scope.ts';
import { type DateTicks, fromDate } from './values/datetime.ts';

/** Errors that the service does not make: a missing table under union isfuzzy (KS205), count(x) (KS107). */
export function harmless(error: Diagnostic, text: string): boolean {
  const fuzzy = /isfuzzy\s*=\s*true/i.test(text);
  if (error.code === 'KS205') return fuzzy;
  // a pattern of names that no table fits: views may (they stand behind it), or isfuzzy leaves it out
  const pattern = error.code === 'KS142' && /^\w*\*[\w*]*/.exec(text.slice(error.start))?.[0];
  if (pattern && (fuzzy || text.startsWith(`, ${FOUND}`, error.start + pattern.length))) return true;
  // a wrong kind of dynamic value gives null in the service
  if (error.code === 'KS234' || error.code === 'KS235') return true;
  // seconds may have a fraction
  if (error.code === 'KS134')
    return /\bmake_(?:datetime|timespan)\s*\([^()]*$/.test(text.slice(0, error.start));
  // count(x) counts all rows in the service
  if (error.code === 'KS107' && /\bcount\s*\(\s*$/.test(text.slice(0, error.start))) return true;
  // the binder knows bag_unpack() with two arguments only
  if (error.code === 'KS119' && text.startsWith('bag_unpack', error.start)) return true;
  if (error.code === 'KS107' && /\bbag_unpack\s*\([^|]*$/.test(text.slice(0, error.start))) return true;
  // parse_json() of a dynamic value is the value (documented); other types are refused when the call is compiled
  if (
    error.code === 'KS107' &&
    /\b(?:parse_?json|todynamic|toobject)\s*\(\s*$/.test(text.slice(0, error.start))
  )
    return true;
  // whole numbers stand for reals, and longs for ints, as the documentation writes these calls
  if (error.code === 'KS107' && wholeNumberHere(error, text)) return true;
  // the steps of a timeline may be those of the calendar
  if (error.code === 'KS138')
    return (
      /\bevaluate\b[^|]*(?:\w*activity\w*|active_users_count)\s*\([^|]*$/.test(text.slice(0, error.start)) &&
      /^(["'])(?:week|month|year)\1/.test(text.slice(error.start))
    );
  // a term of search may be negated: not("x")
  if (error.code === 'KS107')
    return (
      /\bsearch\b[^|]*\bnot\s*\(\s*$/.test(text.slice(0, error.start)) && /["']/.test(text[error.start]!)
    );
  return false;
}

/** Arguments of functions whose declaration in the binder is too narrow. */
function wholeNumberHere(error: Diagnostic, text: string): boolean {
  const before = text.slice(0, error.start);
  const rest = text.slice(error.start);
  const whole = /^\d+(?![.\w])/.test(rest);
  if (whole && /\b(?:series_fit_poly|percentile_tdigest)\s*\([^|;]*$/.test(before)) return true;
  // the type may stand behind an array of percentages too
  return (
    /\bpercentiles_array_tdigest\s*\([^|;]*$/.test(before) &&
    (whole || /^(?:[^|;]*,\s*)?typeof\s*\(/.test(rest))
  );
}

/** Binds a query; `error` is the first error that the service would make too. */
export function bindReporting(text: string, globals: Globals): BoundQuery & { error: KqlError | undefined } {
  checkShape(text);
  checkNameGrowth(text);
  const bound = bindQuery(text, globals);
  const found = bound.errors.find((e) => !harmless(e, text));
  const error = found && new KqlError(found.code, found.message, found.start, found.length, 'bind');
  return { ...bound, error };
}

/** Binds a query; the first error of the binder is thrown. */
export function bindOrThrow(text: string, globals: Globals): BoundQuery {
  const bound = bindReporting(text, globals);
  if (bound.error) throw bound.error;
  return bound;
}

/** What one run of a query works with. */
export function createRun(scan: Run['scan'], now: () => Date, limits: Limits): Run & { now: DateTicks } {
  return {
    ...createMeter(limits),
    now: fromDate(now()),
    scan,
    limits,
    tables: [],
    hints: {},
  };
}
