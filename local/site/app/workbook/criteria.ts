/** A criterion of a parameter: `criteriaContext` in the JSON of workbooks (schema/workbook.json of the gallery). */
export interface Criterion {
  readonly leftOperand?: string;
  readonly operator?: string;
  readonly rightValType?: string | null;
  readonly rightVal?: string | null;
  readonly resultValType?: string | null;
  readonly resultVal?: string | null;
}

/**
 * The value of a parameter that has criteria: the result of the first that holds. Undefined where none does, or a result
 * is an expression, which only the portal computes.
 * @param data `criteriaData` of the parameter
 * @param textOf the text of another parameter; empty where it has none
 */
export function criteriaValue(
  data: readonly unknown[],
  textOf: (name: string) => string,
): string | undefined {
  for (const entry of data) {
    const context = (entry as { criteriaContext?: Criterion }).criteriaContext ?? {};
    const { leftOperand = '', rightValType, rightVal, resultValType, resultVal } = context;
    const right = rightValType === 'param' ? textOf(rightVal ?? '') : (rightVal ?? '');
    if (!holds(context.operator ?? 'Default', textOf(leftOperand), right)) continue;
    if (resultValType === 'expression') return undefined;
    return resultValType === 'param' ? textOf(resultVal ?? '') : (resultVal ?? '');
  }
  return undefined;
}

function holds(operator: string, left: string, right: string): boolean {
  const negated = /^not([A-Z]\w+)$/.exec(operator);
  if (negated !== null)
    return !holds(negated[1]!.charAt(0).toLowerCase() + negated[1]!.slice(1), left, right);
  const areNumbers =
    left !== '' && right !== '' && !Number.isNaN(Number(left)) && !Number.isNaN(Number(right));
  const order = areNumbers ? Number(left) - Number(right) : left.localeCompare(right, 'en');
  switch (operator) {
    case 'Default':
      return true;
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case 'is Empty':
      return left === '';
    case 'isNotNull':
      return left !== '';
    case 'startsWith':
      return left.startsWith(right);
    case 'endsWith':
      return left.endsWith(right);
    case 'contains':
      return left.includes(right);
    case 'regex':
      return matches(right, left);
    case 'isValidJson':
      return isJson(left);
    default:
      return false;
  }
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
