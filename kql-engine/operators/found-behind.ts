import { FOUND } from '../found-schema.ts';
import { kindOf, type Node, sourceOf } from '../language-service.ts';

/**
 * Whether the query was bound again with a clause behind an operator that this engine wrote there, because the columns of the
 * operator are known better here than to the binder.
 * @param kind the kind of the clause's operator
 */
export function foundBehind(node: Node, kind: string): boolean {
  const own = node.Parent?.Operator === node ? node.Parent : node;
  const next = own.Parent?.Expression === own ? own.Parent.Operator : undefined;
  return next !== undefined && kindOf(next) === kind && sourceOf(next).includes(FOUND);
}
