/**
 * Binding, and the bound tree. The `language-*.ts` files (this, `-library`, `-names`, `-column-name`) alone know the
 * generated names of `@kusto/language-service-next` (constructor overloads, enumerators); the rest of the engine sees the tree
 * through the few functions below. The package version is pinned; a self-test beside this file fails when a name has moved.
 */
import { guarded, loadLanguage, nameInEnum } from './language-library.ts';
import { plugInSymbols } from './language-plug-ins.ts';
import type { Column, KqlType } from './types.ts';

/** A node of the bound tree. Its children have the names of Microsoft's syntax classes (Left, Right, Expression, …). */
// biome-ignore lint/suspicious/noExplicitAny: the shapes belong to a generated library
export type Node = any;

/** A saved function: KQL text with an optional parameter list such as `(p:string="x", n:long)`. */
export interface FunctionDeclaration {
  name: string;
  parameters?: string;
  body: string;
  description?: string;
}

export interface TableDeclaration {
  name: string;
  columns: Column[];
}

/** A scalar function to be known to the binder beside the built-in ones. */
export interface ScalarDeclaration {
  name: string;
  parameters: { name: string; type: KqlType }[];
  returns: KqlType;
}

export interface Diagnostic {
  code: string;
  message: string;
  start: number;
  length: number;
}

export interface BoundQuery {
  root: Node;
  errors: Diagnostic[];
  columns: Column[] | undefined;
}

/** What names mean: tables, saved functions. Opaque to the rest of the engine. */
export type Globals = { readonly globals: unknown };

function schemaText(columns: Column[]): string {
  return `(${columns.map((c) => `['${c.name.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}']:${c.type}`).join(', ')})`;
}

const scalarTypeNames: Record<KqlType, string> = {
  string: 'String',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  bool: 'Bool',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  decimal: 'Decimal',
  dynamic: 'Dynamic',
};

/** Declares tables, saved functions and extra scalar functions. */
export function createGlobals(
  tables: TableDeclaration[],
  functions: FunctionDeclaration[] = [],
  scalars: ScalarDeclaration[] = [],
): Globals {
  return guarded(() => {
    const { Symbols, GlobalState } = loadLanguage();
    const members = [
      ...tables.map((t) => new Symbols.TableSymbol.$ctor7(t.name, schemaText(t.columns), null)),
      ...functions.map((f) => {
        const body = f.body.trim();
        const parameters = f.parameters?.trim() || '()';
        return new Symbols.FunctionSymbol.$ctor16(
          f.name,
          parameters.startsWith('(') ? parameters : `(${parameters})`,
          body.startsWith('{') ? body : `{ ${body}\n}`,
          f.description ?? null,
        );
      }),
      ...scalars.map(
        (s) =>
          new Symbols.FunctionSymbol.$ctor5(
            s.name,
            Symbols.ScalarTypes[scalarTypeNames[s.returns]],
            s.parameters.map(
              (p) => new Symbols.Parameter.$ctor2(p.name, Symbols.ScalarTypes[scalarTypeNames[p.type]]),
            ),
          ),
      ),
    ];
    const database = new Symbols.DatabaseSymbol.ctor('database', members);
    return { globals: GlobalState.Default.WithPlugIns(plugInSymbols()).WithDatabase(database).WithCache() };
  });
}

function errorsOf(diagnostics: Node): Diagnostic[] {
  const errors: Diagnostic[] = [];
  for (let i = 0; i < (diagnostics?.Count ?? 0); i++) {
    const d = diagnostics.getItem(i);
    if (d.Severity !== 'Error') continue;
    errors.push({ code: d.Code, message: d.Message, start: d.Start, length: d.Length });
  }
  return errors;
}

/** Parses and binds a query. */
export function bindQuery(text: string, globals: Globals): BoundQuery {
  return guarded(() => {
    const { KustoCode } = loadLanguage();
    const code = KustoCode.ParseAndAnalyze(text, globals.globals);
    return {
      root: code.Syntax,
      errors: errorsOf(code.GetDiagnostics()),
      columns: columnsOfType(code.ResultType),
    };
  });
}

const kinds = new Map<number, string>();
/** The kind of a node, e.g. `AddExpression`, `WhereOperator` is called `FilterOperator`. */
export function kindOf(node: Node): string {
  let name = kinds.get(node.Kind);
  if (name === undefined) {
    name = nameInEnum(loadLanguage().Syntax.SyntaxKind, node.Kind);
    kinds.set(node.Kind, name);
  }
  return name;
}

/** The elements of a syntax list, separators taken off. */
export function elementsOf(list: Node): Node[] {
  const out: Node[] = [];
  if (!list) return out;
  for (let i = 0; i < list.ChildCount; i++) {
    const child = list.GetChild(i);
    if (!child) continue;
    out.push(child.Element ?? child);
  }
  return out;
}

/** The direct children that are there. */
export function childrenOf(node: Node): Node[] {
  const out: Node[] = [];
  for (let i = 0; i < (node.ChildCount ?? 0); i++) {
    const child = node.GetChild(i);
    if (child) out.push(child);
  }
  return out;
}

/** The scalar type of an expression; undefined for tables, functions and errors. */
export function scalarTypeOf(node: Node): KqlType | undefined {
  return typeName(node.ResultType);
}

// biome-ignore lint/suspicious/noExplicitAny: a generated type symbol
function typeName(type: any): KqlType | undefined {
  if (!type) return undefined;
  const name: string = type.Name;
  if (name in scalarTypeNames) return name as KqlType;
  const kind = symbolKindName(type.Kind);
  return kind === 'Bag' || kind === 'Array' ? 'dynamic' : undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: a generated type symbol
function columnsOfType(type: any): Column[] | undefined {
  const columns = type?.Columns;
  if (!columns) return undefined;
  const out: Column[] = [];
  const count = columns.Count ?? columns.length;
  for (let i = 0; i < count; i++) {
    const column = columns.getItem ? columns.getItem(i) : columns[i];
    out.push({ name: column.Name, type: typeName(column.Type) ?? 'dynamic' });
  }
  return out;
}

/** The columns of a tabular expression or operator (or of a tuple); undefined when it has none. */
export function columnsOf(node: Node): Column[] | undefined {
  return columnsOfType(node.ResultType);
}

export function isTabular(node: Node): boolean {
  return symbolKindName(node.ResultType?.Kind) === 'Table';
}

/** Whether an expression gives several columns at once, as series_stats() does. */
export function isTuple(node: Node): boolean {
  return symbolKindName(node?.ResultType?.Kind) === 'Tuple';
}

// biome-ignore lint/suspicious/noExplicitAny: a generated enum
function symbolKindName(kind: any): string {
  return kind === undefined ? '' : nameInEnum(loadLanguage().Symbols.SymbolKind, kind);
}

/** What a name refers to. `kind` is Column, Variable, Parameter, Function, Table, … */
export function symbolOf(node: Node): { kind: string; name: string } | undefined {
  const symbol = node.ReferencedSymbol;
  return symbol ? { kind: symbolKindName(symbol.Kind), name: symbol.Name } : undefined;
}

/** The body of a called function, bound with the types of the call's arguments. */
export interface CalledBody {
  body: Node;
  parameters: { name: string; tabular: boolean }[];
  /** The body where a let statement declares it; undefined for a saved function. */
  declaration: Node | undefined;
  /** What the binder finds wrong in the body, with places in the body's text. */
  errors: Diagnostic[];
}

/** The bound body of a called let or saved function, or undefined for a built-in one. */
export function calledBody(call: Node): CalledBody | undefined {
  return guarded(() => {
    const body = call.GetCalledFunctionBody?.();
    if (!body) return undefined;
    const signature = call.ReferencedSignature;
    const parameters: { name: string; tabular: boolean }[] = [];
    const list = signature?.Parameters;
    const count = list ? (list.Count ?? list.length) : 0;
    for (let i = 0; i < count; i++) {
      const p = list.getItem ? list.getItem(i) : list[i];
      parameters.push({ name: p.Name, tabular: Boolean(p.IsTabular) });
    }
    return {
      body,
      parameters,
      declaration: signature?.Declaration ?? undefined,
      errors: errorsOf(body.GetContainedDiagnostics()),
    };
  });
}

/** The text default of a parameter of the called function, as a bound or parsed expression node, or undefined. */
export function parameterDefault(call: Node, name: string): Node | undefined {
  const list = call.ReferencedSignature?.Parameters;
  const count = list ? (list.Count ?? list.length) : 0;
  for (let i = 0; i < count; i++) {
    const p = list.getItem ? list.getItem(i) : list[i];
    if (p.Name === name) return p.DefaultValue ?? undefined;
  }
  return undefined;
}

export function textOf(node: Node): string {
  return node.ToString();
}

/** The text of a literal; `textOf` takes as long as the list is that it stands in. */
export function literalText(node: Node): string {
  return String(node.Token?.Text ?? node.ToString()).trim();
}

/** The text of a node as it was written, with its spaces and comments. */
export function sourceOf(node: Node): string {
  return node.ToString(0);
}

/** The tables that a name with `*` stands for. */
export function groupMembersOf(node: Node): string[] {
  const members = node.ReferencedSymbol?.Members;
  const out: string[] = [];
  const count = members ? (members.Count ?? members.length) : 0;
  for (let i = 0; i < count; i++) out.push((members.getItem ? members.getItem(i) : members[i]).Name);
  return out;
}

/** The first word of a node, such as the name of an operator. */
export function firstWordOf(node: Node): string {
  let at = node;
  while (at && (at.ChildCount ?? 0) > 0) {
    const first = childrenOf(at).find((c) => (c.Width ?? 0) > 0);
    if (!first) break;
    at = first;
  }
  return String(at?.Text ?? '').trim();
}

/** Where a node stands in the text, without leading space. */
export function spanOf(node: Node): { start: number; length: number } {
  return { start: node.TextStart ?? 0, length: node.Width ?? 0 };
}
