/** A value of a template: what JSON has. Whole numbers are the only ones that ARM templates know. */
export type ArmValue = null | boolean | number | string | ArmValue[] | ArmObject;
export type ArmObject = { [key: string]: ArmValue };

/** What Azure Resource Manager would answer instead of deploying. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

export function isObject(value: ArmValue | undefined): value is ArmObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The name of a value's type, as messages and parameter declarations have it. */
export function typeOf(value: ArmValue): 'null' | 'bool' | 'int' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const names = { boolean: 'bool', number: 'int', string: 'string', object: 'object' } as const;
  return names[typeof value as keyof typeof names];
}

/** A property by name; upper and lower case are the same. Undefined where there is none. */
export function propertyOf(holder: ArmObject, name: string): ArmValue | undefined {
  if (Object.hasOwn(holder, name)) return holder[name];
  const key = Object.keys(holder).find((key) => key.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : holder[key];
}

export function asString(value: ArmValue | undefined, what: string): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(`${what} has to be a string, not ${JSON.stringify(value)}`);
}

export function asNumber(value: ArmValue | undefined, what: string): number {
  if (typeof value === 'number') return value;
  throw new TemplateError(`${what} has to be an int, not ${JSON.stringify(value)}`);
}

export function asBool(value: ArmValue | undefined, what: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new TemplateError(`${what} has to be a bool, not ${JSON.stringify(value)}`);
}

export function asArray(value: ArmValue | undefined, what: string): ArmValue[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`${what} has to be an array, not ${JSON.stringify(value)}`);
}

export function asObject(value: ArmValue | undefined, what: string): ArmObject {
  if (isObject(value)) return value;
  throw new TemplateError(`${what} has to be an object, not ${JSON.stringify(value)}`);
}

/** All strings inside a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}
