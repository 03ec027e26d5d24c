import { elementsOf, type Node } from '../language-service.ts';

/** The text of an operator's parameter such as `kind=regex`, or undefined. */
export function parameter(node: Node, name: string): string | undefined {
  const found = parameterNode(node, name);
  return found ? String(found.LiteralValue ?? found.ToString()).trim() : undefined;
}

/** The expression of an operator's parameter, or undefined. */
export function parameterNode(node: Node, name: string): Node | undefined {
  return elementsOf(node.Parameters).find((p) => p.Name?.SimpleName === name)?.Expression;
}
