import { loadLanguage, nameInEnum } from './language-library.ts';
import { elementsOf, kindOf, type Node, symbolOf } from './language-service.ts';

/**
 * The column name that an expression has without being given one: its own where it is a column, and that of the first argument
 * for functions such as todynamic() and split(). Undefined for anything else, which the binder numbers.
 */
export function columnNameOf(node: Node): string | undefined {
  const kind = kindOf(node);
  if (kind === 'ParenthesizedExpression') return columnNameOf(node.Expression);
  if (kind === 'NameReference') return symbolOf(node)?.kind === 'Column' ? node.SimpleName : undefined;
  if (kind !== 'FunctionCallExpression') return undefined;
  const naming = node.ReferencedSymbol?.ResultNameKind;
  if (naming === undefined || nameInEnum(loadLanguage().Symbols.ResultNameKind, naming) !== 'FirstArgument')
    return undefined;
  const [first] = elementsOf(node.ArgumentList.Expressions);
  return first && columnNameOf(first);
}
