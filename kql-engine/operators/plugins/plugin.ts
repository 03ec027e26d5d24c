import { columnsOf, elementsOf, kindOf, type Node } from '../../language-service.ts';
import type { NamedRowset, Rowset, Scope } from '../../scope.ts';
import type { Column } from '../../types.ts';

/** The call of a plug-in in `evaluate`. */
export interface PluginCall {
  name: string;
  /** The evaluate operator. */
  node: Node;
  args: Node[];
  input: Rowset;
  /** Sees the columns of the input. */
  scope: Scope;
  /** The columns of the result, when they are known: declared in the query, or the same for all data. */
  columns: Column[];
}

/** A plug-in of `evaluate`. */
export interface Plugin {
  /** Computes the columns of the result from the data; absent when they do not depend on it. */
  schema?(call: PluginCall): Column[];
  apply(call: PluginCall): Rowset;
  /** The tables of a plug-in that gives several and ends a query. */
  tables?(call: PluginCall): NamedRowset[];
}

/** An argument by name or, without one of this name, by position among the unnamed ones. */
export function argument(call: PluginCall, name: string, position: number): Node | undefined {
  const named = call.args.find((a) => kindOf(a) === 'SimpleNamedExpression' && a.Name.SimpleName === name);
  if (named) return named.Expression;
  return call.args.filter((a) => kindOf(a) !== 'SimpleNamedExpression')[position];
}

/** The call in an evaluate operator, with the columns the binder knows. */
export function pluginCall(node: Node, input: Rowset, scope: Scope): PluginCall {
  const call = node.FunctionCall;
  return {
    name: call.Name.SimpleName,
    node,
    args: elementsOf(call.ArgumentList.Expressions),
    input,
    scope: { ...scope, columns: input.columns },
    columns: columnsOf(node) ?? [],
  };
}
