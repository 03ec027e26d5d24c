/** The functions whose result follows from their arguments alone, with the meaning that Microsoft Learn gives each. */
import { isDeepStrictEqual } from 'node:util';
import {
  type ArmObject,
  type ArmValue,
  asArray,
  asNumber,
  asObject,
  asString,
  isObject,
  propertyOf,
  TemplateError,
  typeOf,
} from '../arm-value.ts';
import { cidrSubnet } from './cidr-subnet.ts';
import { guid } from './guid.ts';
import { uniqueString } from './unique-string.ts';

type PlainFunction = (...args: ArmValue[]) => ArmValue;

/** "Array", "Comparison", "Logical", "Numeric", "Object", "String" and "CIDR functions for ARM templates". By name in lower case. */
export const plainFunctions: ReadonlyMap<string, PlainFunction> = new Map<string, PlainFunction>(
  Object.entries({
    add: (a, b) => asNumber(a, 'add') + asNumber(b, 'add'),
    sub: (a, b) => asNumber(a, 'sub') - asNumber(b, 'sub'),
    greater: (a, b) => asNumber(a, 'greater') > asNumber(b, 'greater'),
    less: (a, b) => asNumber(a, 'less') < asNumber(b, 'less'),
    true: () => true,
    false: () => false,
    null: () => null,
    not: (value) => {
      if (typeof value !== 'boolean') throw new TemplateError(`not(${JSON.stringify(value)}): no bool`);
      return !value;
    },
    // Strings are told apart by upper and lower case here.
    equals: (a, b) => isDeepStrictEqual(a, b),
    coalesce: (...values) => values.find((value) => value !== null) ?? null,
    createarray: (...values) => values,
    createobject: (...pairs) => createObject(pairs),
    concat: (...values) =>
      Array.isArray(values[0])
        ? values.flatMap((value) => asArray(value, 'concat'))
        : values.map((value) => textOf(value)).join(''),
    contains: (holder, item) => {
      if (typeof holder === 'string') return holder.includes(textOf(item!));
      if (Array.isArray(holder)) return holder.some((value) => isDeepStrictEqual(value, item));
      return propertyOf(asObject(holder, 'contains'), asString(item, 'contains')) !== undefined;
    },
    empty: (value) => value === null || lengthOf(value!, 'empty') === 0,
    length: (value) => lengthOf(value!, 'length'),
    first: (value) => value![0 as never] ?? (typeof value === 'string' ? '' : null),
    last: (value) => (typeof value === 'string' ? value.slice(-1) : (asArray(value, 'last').at(-1) ?? null)),
    take: (value, count) => {
      const wanted = Math.max(0, asNumber(count, 'take'));
      return typeof value === 'string' ? value.slice(0, wanted) : asArray(value, 'take').slice(0, wanted);
    },
    skip: (value, count) => {
      const wanted = Math.max(0, asNumber(count, 'skip'));
      return typeof value === 'string' ? value.slice(wanted) : asArray(value, 'skip').slice(wanted);
    },
    union: (...values) => union(values),
    objectkeys: (value) => Object.keys(asObject(value, 'objectKeys')).sort(compareOrdinal),
    tryget: (value, ...keys) => tryGet(value!, keys),
    format: (pattern, ...values) => format(asString(pattern, 'format'), values),
    join: (values, between) => asArray(values, 'join').map(textOf).join(asString(between, 'join')),
    split: (text, between) => split(asString(text, 'split'), between!),
    replace: (text, old, by) =>
      asString(text, 'replace').replaceAll(asString(old, 'replace'), () => asString(by, 'replace')),
    string: (value) => textOf(value!),
    tolower: (text) => asString(text, 'toLower').toLowerCase(),
    toupper: (text) => asString(text, 'toUpper').toUpperCase(),
    startswith: (text, part) =>
      asString(text, 'startsWith').toLowerCase().startsWith(asString(part, 'startsWith').toLowerCase()),
    endswith: (text, part) =>
      asString(text, 'endsWith').toLowerCase().endsWith(asString(part, 'endsWith').toLowerCase()),
    guid: (...values) => guid(...values.map((value) => asString(value, 'guid'))),
    uniquestring: (...values) => uniqueString(...values.map((value) => asString(value, 'uniqueString'))),
    cidrsubnet: (network, length, index) =>
      cidrSubnet(
        asString(network, 'cidrSubnet'),
        asNumber(length, 'cidrSubnet'),
        asNumber(index, 'cidrSubnet'),
      ),
  } satisfies Record<string, PlainFunction>),
);

/** A value in a text: bools begin with a capital, arrays and objects are JSON. */
function textOf(value: ArmValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return '';
  return JSON.stringify(value);
}

function lengthOf(value: ArmValue, name: string): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return Object.keys(asObject(value, name)).length;
}

function createObject(pairs: readonly ArmValue[]): ArmObject {
  if (pairs.length % 2 !== 0) throw new TemplateError('createObject: a name has no value');
  const entries = pairs.flatMap((name, n) =>
    n % 2 === 0 ? [[asString(name, 'createObject'), pairs[n + 1]!]] : [],
  );
  return Object.fromEntries(entries);
}

/** Objects are merged at all depths, and the later one wins; of arrays each element is taken once. */
function union(values: readonly ArmValue[]): ArmValue {
  if (values.every(Array.isArray)) {
    const all: ArmValue[] = [];
    for (const item of values.flat())
      if (!all.some((known) => isDeepStrictEqual(known, item))) all.push(item);
    return all;
  }
  if (!values.every(isObject)) throw new TemplateError(`union of ${values.map(typeOf).join(' and ')}`);
  return values.reduce<ArmObject>((all, value) => merge(all, value), {});
}

function merge(left: ArmObject, right: ArmObject): ArmObject {
  const merged = { ...left };
  for (const [name, value] of Object.entries(right)) {
    const key = Object.keys(merged).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}

/** The member that the keys lead to, null where there is none; of something that has no members, an error. */
function tryGet(value: ArmValue, [key, ...keys]: readonly ArmValue[]): ArmValue {
  if (key === undefined || value === null) return value;
  const inner = Array.isArray(value)
    ? value[asNumber(key, 'tryGet')]
    : propertyOf(asObject(value, 'tryGet'), asString(key, 'tryGet'));
  return tryGet(inner ?? null, keys);
}

/** Placeholders `{0}`; two braces stand for one. Other forms of .NET's composite formatting are not needed here. */
function format(pattern: string, values: readonly ArmValue[]): string {
  return pattern.replace(/\{\{|\}\}|\{(\d+)\}|[{}]/g, (token, number: string | undefined) => {
    if (token === '{{' || token === '}}') return token[0]!;
    const value = number === undefined ? undefined : values[Number(number)];
    if (value === undefined) throw new TemplateError(`format('${pattern}') has no value for ${token}`);
    return textOf(value);
  });
}

function split(text: string, between: ArmValue): string[] {
  const delimiters = (Array.isArray(between) ? between : [between]).map((part) => asString(part, 'split'));
  return delimiters.reduce((parts, part) => parts.flatMap((piece) => piece.split(part)), [text]);
}

function compareOrdinal(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
