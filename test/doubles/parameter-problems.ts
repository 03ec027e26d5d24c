/** A type as a compiled template writes it, for a parameter or within a definition. */
interface TemplateType {
  readonly type?: string;
  readonly $ref?: string;
  readonly nullable?: boolean;
  readonly defaultValue?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: TemplateType;
  readonly properties?: Readonly<Record<string, TemplateType>>;
}

/** The part of a compiled template that says what may be handed to it. */
export interface TemplateParameters {
  readonly parameters: Readonly<Record<string, TemplateType>>;
  readonly definitions?: Readonly<Record<string, TemplateType>>;
}

/** What Azure Resource Manager would refuse about these values before it begins; empty where nothing. */
export function parameterProblems(
  template: TemplateParameters,
  values: Readonly<Record<string, unknown>>,
): string[] {
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(template.parameters, name));
  const missing = Object.entries(template.parameters).filter(
    ([name, type]) =>
      !Object.hasOwn(values, name) && type.defaultValue === undefined && type.nullable !== true,
  );
  const wrong = Object.entries(values).flatMap(([name, value]) => {
    const type = template.parameters[name];
    return type === undefined ? [] : problemsOf(template, type, value, name);
  });
  return [
    ...unknown.map((name) => `${name}: the template has no such parameter`),
    ...missing.map(([name]) => `${name}: is missing`),
    ...wrong,
  ];
}

function problemsOf(
  template: TemplateParameters,
  declared: TemplateType,
  value: unknown,
  path: string,
): string[] {
  const named = declared.$ref?.replace('#/definitions/', '');
  const type = { ...(named === undefined ? {} : template.definitions?.[named]), ...declared };
  if (value === undefined || value === null)
    return type.nullable ? [] : [`${path}: ${String(value)} is not allowed`];
  const kind = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'int' : typeof value;
  const isKind = kind === 'boolean' ? 'bool' : kind;
  if (isKind !== type.type) return [`${path}: is ${isKind}, must be ${String(type.type)}`];
  if (type.allowedValues !== undefined && !type.allowedValues.includes(value)) {
    return [`${path}: ${String(value)} is none of ${type.allowedValues.join(', ')}`];
  }
  const size = typeof value === 'number' ? value : ((value as { length?: number }).length ?? 0);
  const [least, most] = isKind === 'int' ? [type.minValue, type.maxValue] : [type.minLength, type.maxLength];
  if (size < (least ?? -Infinity) || size > (most ?? Infinity)) {
    return [`${path}: ${size} is not within ${least ?? ''} to ${most ?? ''}`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      type.items === undefined ? [] : problemsOf(template, type.items, item, `${path}[${index}]`),
    );
  }
  if (isKind !== 'object' || type.properties === undefined) return [];
  const properties = type.properties;
  const given = value as Record<string, unknown>;
  return [
    ...Object.keys(given)
      .filter((name) => !Object.hasOwn(properties, name))
      .map((name) => `${path}.${name}: is not known`),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      problemsOf(template, inner, given[name], `${path}.${name}`),
    ),
  ];
}
