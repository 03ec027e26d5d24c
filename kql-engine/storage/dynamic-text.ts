import { type Dynamic, TypedScalar } from '../values/dynamic.ts';

/**
 * A dynamic value as JSON text that gives the very same value back. What JSON cannot carry is an object with one key that
 * begins with `$`; a bag that JSON.parse would change (such keys, keys like numbers) is a list of pairs.
 */
export function writeDynamic(value: Dynamic): string {
  return JSON.stringify(toJson(value));
}

/** Reads what `writeDynamic` wrote. */
export function readDynamic(text: string): Dynamic {
  return fromJson(JSON.parse(text));
}

const unsafeKey = /^(?:\$|-?\d|__proto__$)/;

function toJson(value: Dynamic): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $n: String(Object.is(value, -0) ? '-0' : value) };
  if (typeof value === 'bigint') return { $l: String(value) };
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof TypedScalar) {
    const inner = value.value;
    return { $t: [value.type, typeof inner === 'string' ? inner : toJson(inner)] };
  }
  if (!(value instanceof Map)) throw new Error('a value of this kind cannot be stored');
  for (const key of value.keys()) {
    if (unsafeKey.test(key)) return { $m: [...value].map(([k, v]) => [k, toJson(v)]) };
  }
  return Object.fromEntries([...value].map(([k, v]) => [k, toJson(v)]));
}

function fromJson(value: unknown): Dynamic {
  if (value === null || typeof value !== 'object') return value as Dynamic;
  if (Array.isArray(value)) return value.map(fromJson);
  const entries = Object.entries(value);
  const [first] = entries;
  if (first?.[0] === '$n') return Number(first[1]);
  if (first?.[0] === '$l') return BigInt(first[1] as string);
  if (first?.[0] === '$t') {
    const [type, inner] = first[1] as [TypedScalar['type'], unknown];
    return new TypedScalar(type, fromJson(inner) as number | bigint | string);
  }
  const pairs = first?.[0] === '$m' ? (first[1] as [string, unknown][]) : entries;
  return new Map(pairs.map(([k, v]) => [k, fromJson(v)]));
}
