import { groupMembersOf, kindOf, type Node, symbolOf } from '../language-service.ts';
import { tableRowset } from '../pushdown.ts';
import { indexOfColumn, type Rowset, type Scope, unsupported } from '../scope.ts';
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
  return kindOf(node) === 'NameReference' && symbolOf(node)?.kind === 'Group';
}

/** The tables that a name with `*` stands for. */
export function tablesOfPattern(node: Node, scope: Scope): NamedInput[] {
  // the service takes views into account, the binder does not
  if (scope.env.views().length) throw unsupported('a pattern of names beside a view', node);
  return groupMembersOf(node).map((name) => stored(name, scope));
}
