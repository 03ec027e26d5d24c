import { compileExpression } from '../expressions/compile.ts';
import { declareLet } from '../functions/call.ts';
import { elementsOf, kindOf, type Node } from '../language-service.ts';
import { Env, type Rowset, runtimeError, type Scope, unsupported } from '../scope.ts';

/** `declare pattern`: a table for each combination of constant arguments (and a path). */
export function declarePattern(statement: Node, scope: Scope): void {
  if (!statement.Pattern) throw unsupported('a pattern without a definition', statement);
  scope.env.set(statement.Name.SimpleName, { kind: 'pattern', statement, env: scope.env });
}

/** The rows that a call of a pattern stands for: `p("a")` or `p("a").path`; undefined when the node is no such call. */
export function patternRows(node: Node, scope: Scope): Rowset | undefined {
  const withPath = kindOf(node) === 'PathExpression';
  const call = withPath ? node.Expression : node;
  if (kindOf(call) !== 'FunctionCallExpression') return undefined;
  const pattern = scope.env.get(call.Name.SimpleName);
  if (pattern?.kind !== 'pattern') return undefined;
  const constant = (n: Node) => {
    const value = compileExpression(n, { ...scope, columns: [] }).constant;
    if (!value) throw unsupported('a pattern of a value that is not constant', n);
    return value.value;
  };
  const path = withPath ? pathText(node.Selector, constant) : undefined;
  const args = elementsOf(call.ArgumentList.Expressions).map(constant);
  const { Pattern: declaration } = pattern.statement;
  for (const match of elementsOf(declaration.Patterns)) {
    const values = elementsOf(match.ParameterValues.Expressions).map(constant);
    const wanted = match.PathValue ? constant(match.PathValue.Value) : undefined;
    if (wanted !== path || values.length !== args.length || values.some((v, i) => v !== args[i])) continue;
    const env = new Env(pattern.env);
    elementsOf(declaration.Parameters).forEach((p: Node, i) => {
      const value = elementsOf(call.ArgumentList.Expressions)[i];
      if (value)
        env.set(p.Name.SimpleName, {
          kind: 'scalar',
          expression: compileExpression(value, { ...scope, columns: [] }),
        });
    });
    const inner: Scope = { ...scope, env };
    for (const statement of elementsOf(match.Body.Statements)) declareLet(statement, inner);
    return scope.tabular(match.Body.Expression, env);
  }
  throw runtimeError('pattern', `the pattern '${call.Name.SimpleName}' has no such case`, node);
}

function pathText(selector: Node, constant: (n: Node) => unknown): unknown {
  const kind = kindOf(selector);
  if (kind === 'NameReference') return String(selector.SimpleName);
  if (selector.Expression) return constant(selector.Expression);
  throw unsupported('this path of a pattern', selector);
}
