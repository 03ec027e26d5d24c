import { FOUND, FoundSchema, quoted } from '../found-schema.ts';
import { type Node, spanOf } from '../language-service.ts';
import { type Scope, unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import { foundBehind } from './found-behind.ts';
import type { NamedInput } from './tables.ts';

/** A column of a union: the name it gets, and that of the inputs' columns that it holds. */
interface Named {
  origin: Column;
  name: string;
}

/** The columns of one name and type stand where the first of them does. */
function distinctColumns(inputs: Column[][]): Column[] {
  const out: Column[] = [];
  for (const c of inputs.flat())
    if (!out.some((o) => o.name === c.name && o.type === c.type)) out.push({ name: c.name, type: c.type });
  return out;
}

/**
 * The names of a union's columns, where a name with its type is taken: a column that has several types is called
 * `name_type`, and `name_type1` where another column has that name already (documented). Undefined where nothing is taken.
 */
function namesOf(inputs: Column[][], node: Node): Named[] | undefined {
  const all = distinctColumns(inputs);
  const clashing = (c: Column) => all.some((o) => o.name === c.name && o.type !== c.type);
  const kept = new Set(all.filter((c) => !clashing(c)).map((c) => c.name));
  let taken = false;
  const named = all.map((origin): Named => {
    if (!clashing(origin)) return { origin, name: origin.name };
    const name = `${origin.name}_${origin.type}`;
    if (!kept.has(name)) {
      if (all.some((c) => c.name === name))
        throw unsupported(`a union with '${origin.name}' and '${name}'`, node);
      return { origin, name };
    }
    taken = true;
    if (all.some((c) => c.name === `${name}1`))
      throw unsupported(`a union with '${name}' and '${name}1'`, node);
    return { origin, name: `${name}1` };
  });
  return taken ? named : undefined;
}

/** Binds the query again with the names of the service behind the union, unless that was done. */
function rebind(
  columns: Column[],
  nameOf: (c: Column) => string | undefined,
  node: Node,
  scope: Scope,
): void {
  if (foundBehind(node, 'ProjectOperator')) return;
  const list = columns.flatMap((c) => {
    const name = nameOf(c);
    return name === undefined ? [] : [`${quoted(name)} = ${quoted(c.name)}`];
  });
  const { start, length } = spanOf(node);
  const clause = ` | project ${FOUND}\n${list.join(', ')}`;
  throw new FoundSchema(scope.place ?? { delta: 0 }, start + length, clause);
}

/**
 * The inputs of a union. Where a name is taken, the binder gives another column than the service the longer name: then the
 * query is bound again with the names of the service, and the inputs get those that the binder uses inside.
 */
export function withTakenNames(
  inputs: NamedInput[],
  columns: Column[],
  withSource: string | undefined,
  node: Node,
  scope: Scope,
): NamedInput[] {
  const lists = inputs.map((i) => i.rowset.columns);
  const named = namesOf(lists, node);
  if (!named) return inputs;
  const own = columns.filter((c) => c.name !== withSource);
  if (own.length !== named.length || own.some((c, i) => c.type !== named[i]!.origin.type))
    throw unsupported('the columns of this union', node);
  rebind(columns, (c) => (own.includes(c) ? named[own.indexOf(c)]!.name : c.name), node, scope);
  const bound = (c: Column): Column =>
    own[named.findIndex(({ origin }) => origin.name === c.name && origin.type === c.type)]!;
  return inputs.map(({ name, rowset }) => ({
    name,
    rowset: { ...rowset, columns: rowset.columns.map(bound) },
  }));
}

/** Binds a query again whose union has columns of an input that isfuzzy leaves out, to the binder of an unknown type. */
export function withoutMissing(
  inputs: NamedInput[],
  columns: Column[],
  withSource: string | undefined,
  node: Node,
  scope: Scope,
): void {
  const lists = inputs.map((i) => i.rowset.columns);
  if (namesOf(lists, node)) throw unsupported('the columns of this union', node);
  const all = distinctColumns(lists);
  const nameOf = (c: Column): string | undefined => {
    if (c.name === withSource) return c.name;
    const origin = all.find(
      (o) => o.type === c.type && (o.name === c.name || `${o.name}_${o.type}` === c.name),
    );
    if (!origin) return undefined;
    const clashes = all.some((o) => o.name === origin.name && o.type !== origin.type);
    return clashes ? `${origin.name}_${origin.type}` : origin.name;
  };
  if (columns.some((c) => nameOf(c) !== c.name)) rebind(columns, nameOf, node, scope);
}
