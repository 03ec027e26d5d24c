import { FoundSchema, type Place } from '../found-schema.ts';
import { KqlError } from '../kql-error.ts';
import { type CalledBody, type Node, sourceOf, spanOf } from '../language-service.ts';
import { RUNAWAY } from '../limits.ts';
import { narrowable, narrowRows } from '../narrowing.ts';
import { harmless } from '../run-query.ts';
import { type Rowset, type Run, type Scope, unsupported } from '../scope.ts';

const MAX_DEPTH = 64;
/** Functions that call others twice, and these others again, double with each level. */
const MAX_CALLS = 5000;
const calls = new WeakMap<Run, number>();
let depth = 0;
/** The saved functions whose bodies are being compiled, outermost first. */
const open: string[] = [];

/** Errors whose place needs no change any more until they leave the text they stand in. */
const settled = new WeakSet<KqlError>();

/**
 * Compiles the body of a called function. Errors in a saved function's body say the function and the line in it, and stand at
 * the call; those in a let function's body stand where its text is.
 */
export function inBody<T>(node: Node, called: CalledBody, scope: Scope, compile: (place: Place) => T): T {
  const name = nameOf(node);
  const saved = called.declaration ? undefined : name;
  const { start, length } = spanOf(node);
  if (saved !== undefined && open.includes(saved))
    throw new KqlError('recursion', `the function '${saved}' calls itself`, start, length, 'bind');
  if (depth >= MAX_DEPTH) throw unsupported('a call nested this deeply', node);
  countCall(scope.run);
  depth++;
  if (saved !== undefined) open.push(saved);
  const text = called.errors.length ? sourceOf(called.body) : '';
  const found = called.errors.find((e) => !harmless(e, text));
  const error = found && new KqlError(found.code, found.message, found.start, found.length, 'bind');
  const place = placeOf(name, called, scope);
  try {
    const made = compile(place);
    if (error) throw error;
    return made;
  } catch (thrown) {
    if (thrown instanceof FoundSchema) throw thrown;
    const recursion = thrown instanceof KqlError && thrown.code === 'recursion';
    throw placed(recursion ? thrown : (error ?? thrown), node, called, place);
  } finally {
    depth--;
    if (saved !== undefined) open.pop();
  }
}

function countCall(run: Run): void {
  const count = (calls.get(run) ?? 0) + 1;
  calls.set(run, count);
  if (count > MAX_CALLS)
    throw new KqlError(
      RUNAWAY,
      `Runaway query (${RUNAWAY}): more than ${MAX_CALLS} calls of functions are to be compiled`,
      0,
      0,
      'runtime',
    );
  run.check();
}

/** Throws when a name without a body is that of a saved function under way: the binder leaves recursive calls open. */
export function rejectRecursion(node: Node): void {
  const name = nameOf(node);
  if (!open.includes(name)) return;
  const { start, length } = spanOf(node);
  throw new KqlError('recursion', `the function '${name}' calls itself`, start, length, 'bind');
}

function nameOf(node: Node): string {
  return node.Name?.SimpleName ?? node.SimpleName;
}

function placeOf(name: string, called: CalledBody, scope: Scope): Place {
  if (!called.declaration) return { saved: name, delta: 0 };
  const definition = scope.env.get(name);
  const outer = (definition?.kind === 'function' ? definition.place : undefined) ?? { delta: 0 };
  const shift = spanOf(called.declaration).start - spanOf(called.body).start;
  return { ...outer, delta: outer.delta + shift };
}

function placed(thrown: unknown, node: Node, called: CalledBody, place: Place): unknown {
  if (!(thrown instanceof KqlError)) return thrown;
  const { code, message, kind } = thrown;
  if (called.declaration) {
    if (settled.has(thrown)) return thrown;
    const error = new KqlError(code, message, thrown.start + place.delta, thrown.length, kind);
    settled.add(error);
    return error;
  }
  if (outside.has(thrown)) return thrown;
  const call = spanOf(node);
  const said = message.includes('(in the function ');
  const where = said ? '' : ` (in the function '${nameOf(node)}'${line(thrown, called)})`;
  return new KqlError(code, message + where, call.start, call.length, kind);
}

/** The line of a saved function's text that an error points at. */
function line(error: KqlError, called: CalledBody): string {
  if (error.length === 0) return '';
  return `, line ${sourceOf(called.body).slice(0, error.start).split('\n').length}`;
}

/** Errors that come from an argument of a function, not from its body. */
const outside = new WeakSet<KqlError>();

/** The rows of a tabular argument: what goes wrong in them is not the function's. */
export function argumentRowset(rowset: Rowset): Rowset {
  const made: Rowset = {
    ...rowset,
    *chunks() {
      try {
        yield* rowset.chunks();
      } catch (thrown) {
        if (thrown instanceof KqlError) {
          outside.add(thrown);
          settled.add(thrown);
        }
        throw thrown;
      }
    },
  };
  return narrowable(made, (filters) => argumentRowset(narrowRows(rowset, filters)));
}

/** The rows of a called function: errors that come while they are made say where, as those of inBody do. */
export function bodyRowset(rowset: Rowset, node: Node, called: CalledBody, scope: Scope): Rowset {
  const place = placeOf(nameOf(node), called, scope);
  const made: Rowset = {
    ...rowset,
    *chunks() {
      try {
        yield* rowset.chunks();
      } catch (thrown) {
        throw placed(thrown, node, called, place);
      }
    },
  };
  return narrowable(made, (filters) => bodyRowset(narrowRows(rowset, filters), node, called, scope));
}
