import { FOUND, FoundSchema, quoted } from '../found-schema.ts';
import { groupMembersOf, kindOf, type Node, sourceOf, spanOf, symbolOf } from '../language-service.ts';
import { tableRowset } from '../pushdown.ts';
import { indexOfColumn, type Rowset, type Scope } from '../scope.ts';
import type { Column } from '../types.ts';

/** A table or query that union, search and find read, and the name it has in their output. */
export interface NamedInput {
  rowset: Rowset;
  name: string;
}

/** The column of an input that an output column takes: the same name and type, or `name_type` where types differ. */
export function sourceColumn(out: Column, input: Column[]): number {
  const same = indexOfColumn(input, out.name);
  if (same >= 0 && input[same]!.type === out.type) return same;
  return input.findIndex((c) => c.type === out.type && `${c.name}_${c.type}` === out.name);
}

function stored(name: string, scope: Scope): NamedInput {
  const table = scope.run.tables.find((t) => t.name === name);
  return { name, rowset: tableRowset(table?.columns ?? [], name, scope) };
}

/** All tables of the database. */
export function allTables(scope: Scope): NamedInput[] {
  return scope.run.tables.map((t) => stored(t.name, scope));
}

/** Whether a node is a name with `*`. */
export function isPattern(node: Node): boolean {
  return kindOf(node) === 'NameReference' && kindOf(node.Name) === 'WildcardedName';
}

/** The tables that a name with `*` stands for. */
export function tablesOfPattern(node: Node, scope: Scope): NamedInput[] {
  const symbol = symbolOf(node);
  const names = symbol?.kind === 'Table' ? [symbol.name] : groupMembersOf(node);
  // let functions may be among them: views stand behind the pattern by their own names
  return names.filter((name) => scope.run.tables.some((t) => t.name === name)).map((n) => stored(n, scope));
}

/**
 * A name with `*` stands for views too, which the binder does not see: the query is bound again with their names behind it.
 * A pattern that only views fit has no symbol then, and gives no rows of its own.
 */
export function nameViews(list: Node[], scope: Scope): void {
  const views = scope.env.views();
  list.forEach((node, i) => {
    if (!views.length || !isPattern(node)) return;
    if (list[i + 1] && sourceOf(list[i + 1]).includes(FOUND)) return;
    const pattern = new RegExp(`^${node.SimpleName.replaceAll('*', '.*')}$`);
    const names = views.filter((v) => pattern.test(v));
    if (names.length === 0) return;
    const { start, length } = spanOf(node);
    const clause = `, ${FOUND}\n${names.map(quoted).join(', ')}`;
    throw new FoundSchema(scope.place ?? { delta: 0 }, start + length, clause);
  });
}
